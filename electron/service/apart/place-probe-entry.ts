import { opendirSync, statfsSync, writeSync } from 'node:fs';

/**
 * Asks each path that it is given whether anybody answers there, and says a dot for each that does; that there is nothing is an answer
 * too. Whoever has started it does not wait for ever.
 */
for (const path of process.argv.slice(2)) {
  // What is known of a folder is answered without its server, what is in it not, and neither what is free.
  for (const look of [statfsSync, beginToList]) {
    try {
      look(path);
    } catch {
      // An answer.
    }
  }
  writeSync(1, '.');
}

function beginToList(path: string): void {
  const folder = opendirSync(path);
  folder.readSync();
  folder.closeSync();
}
