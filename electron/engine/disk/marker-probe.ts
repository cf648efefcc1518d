import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { MARKER_NAMES, parseMarker } from '../archive/index.ts';

const MARKER_BYTES_MAX = 64 * 1024;
const PATIENCE_MS = 3000;
/** A drive that hangs holds a thread of this process for as long as it does; there are four. */
const HANGING_MAX = 2;

/** Folders that were asked and have not answered. */
const hanging = new Set<string>();

/** The id of the vault in a folder; `none` where there is no vault that can be read; `silent` where the drive does not answer in time. */
export async function markerAt(folder: string): Promise<{ readonly vault: string } | 'none' | 'silent'> {
  if (hanging.has(folder) || hanging.size >= HANGING_MAX) return 'silent';
  const late = Promise.withResolvers<'silent'>();
  const timer = setTimeout(() => {
    hanging.add(folder);
    late.resolve('silent');
  }, PATIENCE_MS);
  const asked = readMarkers(folder).finally(() => {
    clearTimeout(timer);
    hanging.delete(folder);
  });
  return await Promise.race([asked, late.promise]);
}

async function readMarkers(folder: string): Promise<{ readonly vault: string } | 'none'> {
  for (const name of MARKER_NAMES) {
    try {
      return { vault: parseMarker(await readSmall(join(folder, name))).vault };
    } catch {
      // Its copy may be whole. Whoever opens the vault says what is wrong with it.
    }
  }
  return 'none';
}

async function readSmall(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, MARKER_BYTES_MAX));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
