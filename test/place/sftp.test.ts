import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeRemotes, PlaceBook, printAddress } from '../../electron/engine/place/index.ts';
import { SshServer, whyNoSshServer } from '../support/sshd.ts';
import { placeSuite } from './place-suite.ts';

placeSuite({
  name: 'a folder of an SFTP server',
  durability: 'flushed',
  hasFolders: true,
  why: whyNoSshServer(),
  begin: async () => {
    const server = await SshServer.start();
    const credentials = join(server.folder, 'client', 'credentials.json');
    writeFileSync(credentials, JSON.stringify(server.byKey));
    const book = new PlaceBook({ knownHosts: server.knownHosts, remembered: () => credentials });
    return {
      // By another name of the host the place has a connection of its own.
      open: (name, user) =>
        book.open(printAddress({ ...server.address(name), host: user === 0 ? '127.0.0.1' : 'localhost' })),
      end: async () => {
        await closeRemotes();
        await server.stop();
      },
    };
  },
});
