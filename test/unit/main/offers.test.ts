import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Grants } from '../../../electron/main/grants.ts';
import { createOffers } from '../../../electron/main/offers.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-offers-')));
mkdirSync(join(base, 'Documents'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('what is offered without a dialog', () => {
  it('is the folders that are there, never the home folder itself, and they are granted as sources', async () => {
    const grants = new Grants();
    const paths = { documents: join(base, 'Documents'), desktop: base, pictures: join(base, 'Pictures') };
    const offers = createOffers({
      pathOf: (kind) => paths[kind],
      disks: () => Promise.resolve([]),
      grants,
      home: base,
    });

    expect(await offers.folders()).toEqual([{ kind: 'documents', path: paths.documents }]);

    expect(grants.allows('source', paths.documents)).toBe(true);
    expect(grants.allows('source', base)).toBe(false);
    expect(grants.allows('vault', paths.documents)).toBe(false);
  });

  it('is the disks that answer, and they are granted as places for backups', async () => {
    const grants = new Grants();
    const disks = () => Promise.resolve([base, join(base, 'gone')]);
    const offers = createOffers({ pathOf: () => base, disks, grants });

    expect((await offers.places()).map(({ path }) => path)).toEqual([base]);

    expect(grants.allows('vault', base)).toBe(true);
    expect(grants.allows('vault', join(base, 'gone'))).toBe(false);
  });
});
