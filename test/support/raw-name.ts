import { readdirSync } from 'node:fs';

/** A path or name as bytes, one character each, so that names which are not UTF-8 can be compared and sorted. */
export type RawName = string;

export function raw(text: string): RawName {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** What `node:fs` takes. */
export function onDisk(path: RawName): Buffer {
  return Buffer.from(path, 'latin1');
}

/** For people: printable, one line. */
export function shown(path: RawName): string {
  return JSON.stringify(Buffer.from(path, 'latin1').toString('utf8'));
}

export function namesIn(folder: RawName): RawName[] {
  return readdirSync(onDisk(folder), { encoding: 'latin1' }).sort();
}
