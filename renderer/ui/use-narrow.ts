import { useSyncExternalStore } from 'react';

/** Below this there is room for one column, and for the icons of the navigation only. */
export const TIGHT = '(max-width: 600px)';

/** Below this there is no room for the columns that can be done without. */
export const useIsNarrow = whether('(max-width: 1080px)');

export const useIsTight = whether(TIGHT);

function whether(query: string): () => boolean {
  const media = window.matchMedia(query);
  const watch = (changed: () => void) => {
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  };
  return () => useSyncExternalStore(watch, () => media.matches);
}
