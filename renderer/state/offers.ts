import { useEffect, useState } from 'react';
import type { OfferedFolder, OfferedPlace } from '../../electron/contract/index.ts';
import { shell } from './shell.ts';

export interface Offers {
  readonly folders: readonly OfferedFolder[];
  readonly places: readonly OfferedPlace[];
}

/** What can be chosen without a dialog; undefined until it is known. Nothing to offer is no failure. */
export function useOffers(): Offers | undefined {
  const [offers, setOffers] = useState<Offers>();
  useEffect(() => {
    let isGone = false;
    void Promise.all([shell.offeredFolders().catch(() => []), shell.offeredPlaces().catch(() => [])]).then(
      ([folders, places]) => {
        if (!isGone) setOffers({ folders, places });
      },
    );
    return () => {
      isGone = true;
    };
  }, []);
  return offers;
}
