import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';

interface Entry {
  readonly fileName: string;
}

interface Zip {
  readEntry(): void;
  on(event: 'entry', told: (entry: Entry) => void): void;
  on(event: 'error', told: (error: Error) => void): void;
  on(event: 'end', told: () => void): void;
  openReadStream(entry: Entry, opened: (error: Error | null, stream: Readable) => void): void;
}

interface Yauzl {
  open(path: string, options: { lazyEntries: boolean }, opened: (error: Error | null, zip: Zip) => void): void;
}

// Comes without types.
const yauzl = createRequire(import.meta.url)('yauzl') as Yauzl;

/** The files of a ZIP and their content, as another program reads them. */
export function readZip(path: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  return new Promise((done, failed) => {
    yauzl.open(path, { lazyEntries: true }, (error, zip) => {
      if (error) return failed(error);
      zip.on('error', failed);
      zip.on('end', () => done(found));
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (unread, stream) => {
          if (unread) return failed(unread);
          // oxlint-disable-next-line promise/no-promise-in-callback -- the package speaks in callbacks
          buffer(stream).then((bytes) => {
            if (!entry.fileName.endsWith('/')) found.set(entry.fileName, bytes);
            zip.readEntry();
          }, failed);
        });
      });
      zip.readEntry();
    });
  });
}
