import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FolderPlace } from '../../electron/engine/place/index.ts';
import { SambaMount, whyNoSambaMount } from '../support/samba-mount.ts';
import { placeSuite } from './place-suite.ts';

placeSuite({
  name: 'a folder of a share that the system has mounted',
  // Linux answers so for every FUSE mount whose program has no such call: it is not what the server has said.
  durability: 'flushed',
  hasFolders: true,
  keepsEmpty: false,
  manyFiles: 100,
  limits: [
    'a flush is confirmed by the kernel and not by the server; runs read such sets again',
    'for every name the mount lists the whole folder anew, so 100 files of one folder are tried and not 1,000',
    'an empty file comes into being after it was closed, under the name that it had then; a vault has none',
    'it has no links and keeps no permissions, which no vault needs',
  ],
  why: whyNoSambaMount(),
  begin: async () => {
    const share = await SambaMount.start();
    const home = join(share.path, 'places');
    mkdirSync(home);
    return {
      open: (name) => new FolderPlace(join(home, name)),
      end: () => share.stop(),
    };
  },
});
