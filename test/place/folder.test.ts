import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderPlace } from '../../electron/engine/place/index.ts';
import { placeSuite } from './place-suite.ts';

placeSuite({
  name: 'a folder of this computer',
  durability: 'flushed',
  hasFolders: true,
  begin: async () => {
    const home = mkdtempSync(join(tmpdir(), 'strongroom-folders-'));
    return {
      open: (name) => new FolderPlace(join(home, name)),
      end: async () => rmSync(home, { recursive: true }),
    };
  },
});
