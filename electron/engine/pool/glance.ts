import { closeSync } from 'node:fs';
import { readFully } from '../base/index.ts';
import { extensionOf, type Look, lookOf } from '../chunk/index.ts';
import { openToRead, Unreadable } from './read-file.ts';
import type { FileToRead } from './tasks.ts';

const GLANCE_BYTES = 64 * 1024;

/** What is odd about a file whose content need not be read again. */
export function glance({ at, path }: FileToRead): Look | undefined {
  try {
    const { fd } = openToRead(at);
    try {
      const head = Buffer.allocUnsafe(GLANCE_BYTES);
      return lookOf(head.subarray(0, readFully(fd, head, 0, GLANCE_BYTES, 0)), extensionOf(path));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
