import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeRemotes, PlaceBook, printAddress } from '../../electron/engine/place/index.ts';
import { startGateway, whyNoGateway } from '../support/rgw.ts';
import { newBucket } from '../support/s3-bucket.ts';
import { placeSuite } from './place-suite.ts';

placeSuite({
  name: 'a prefix of an object store',
  durability: 'checksum',
  hasFolders: false,
  why: whyNoGateway(),
  begin: async () => {
    const gateway = await startGateway();
    const { bucket } = await newBucket(gateway);
    const home = mkdtempSync(join(tmpdir(), 'strongroom-s3-'));
    const credentials = join(home, 'credentials.json');
    const { accessKeyId, secretAccessKey, endpoint } = gateway;
    writeFileSync(credentials, JSON.stringify({ accessKeyId, secretAccessKey }));
    const book = new PlaceBook({ knownHosts: join(home, 'known-hosts'), remembered: () => credentials });
    const address = { kind: 's3', bucket, region: undefined, style: undefined } as const;
    return {
      // By another name of the host the place has connections of its own.
      open: (prefix, user) =>
        book.open(
          printAddress({
            ...address,
            prefix: `vaults/${prefix}`,
            endpoint: user === 0 ? endpoint : endpoint.replace('127.0.0.1', 'localhost'),
          }),
        ),
      end: async () => {
        await closeRemotes();
        await gateway.stop();
        rmSync(home, { recursive: true });
      },
    };
  },
});
