import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { breathe, EngineError, type Halt, type Tally, waitIfPaused, writeFully } from '../base/index.ts';
import { openStored } from '../place/index.ts';
import type { Pool } from '../pool/index.ts';
import { rawSource } from '../source/index.ts';
import type { SetFolder } from '../vault/index.ts';
import type { Pace } from './pace.ts';

export interface CopyMeans {
  readonly pool: Pool;
  readonly pace: Pace;
  readonly tally: Tally;
  readonly halt: Halt;
  /** Folder of this computer where what has to be fetched first waits. */
  readonly staging: string;
}

interface NamedFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

const BLOCK_BYTES = 4 * 1024 * 1024;

/**
 * Copies a sealed set as it is: every file compared with the hash that the seal has of it, here and there, the seal last. A file
 * that an earlier try has brought whole is not brought again. `wasRead`: all of it was read there, and not only compared with a
 * checksum by the place. Throws EngineError: `set-damaged` where the
 * original is not as it was sealed, `read-back-differs`, `cancelled`, and what places throw.
 */
export async function copySet(
  from: SetFolder,
  to: SetFolder,
  means: CopyMeans,
): Promise<{ wasRead: boolean; sealSha256: string }> {
  const reading = from.readSeal();
  if (!reading) throw new EngineError('set-damaged', { subject: from.id, detail: 'seal' });
  const { volumes, manifest } = reading.seal;
  const [name, copy] = from.manifestNames;
  // One good manifest is enough for both.
  const good = from.goodManifest(reading.seal);
  let wasRead = true;
  for (const file of [...volumes, { ...manifest, name }, { ...manifest, name: copy }]) {
    await waitIfPaused(means.halt);
    const source = file.name === name || file.name === copy ? good : file.name;
    wasRead = (await copyFile({ folder: from, name: source }, { folder: to, file }, means)) && wasRead;
  }
  to.receiveSeal(from.sealBytes());
  if (to.readSeal()?.sealSha256 !== reading.sealSha256)
    throw new EngineError('read-back-differs', { subject: to.path, detail: 'seal' });
  return { wasRead, sealSha256: reading.sealSha256 };
}

/** Whether it was read at its new place. */
async function copyFile(
  from: { readonly folder: SetFolder; readonly name: string },
  { folder, file }: { readonly folder: SetFolder; readonly file: NamedFile },
  means: CopyMeans,
): Promise<boolean> {
  const there = folder.sizeOf(file.name);
  if (there === file.size && (await arrived(folder, file, means))) return true;
  if (there !== undefined) folder.remove(file.name);
  const { pace, halt, tally, staging } = means;
  const path = from.folder.localFile(from.name) ?? (await fetched(from, file, { halt, staging }));
  const before = tally.value.bytes.stored;
  const sent = {
    path,
    size: file.size,
    sha256: file.sha256,
    onProgress: (done: number): void => {
      tally.value.bytes.stored = before + done;
      tally.sample();
    },
  };
  let wasRead: boolean;
  try {
    const durability = await folder.receive(file.name, sent, halt.signal).catch((error: unknown) => {
      throw wasOther(error, from.folder) ?? error;
    });
    // What the place does not confirm may be gone after a blow, although it was read just now.
    wasRead = durability === 'flushed';
    if (durability !== 'checksum' && !(await arrived(folder, file, means)))
      throw new EngineError('read-back-differs', { subject: folder.file(file.name) });
  } finally {
    if (path !== from.folder.localFile(from.name)) rmSync(path, { force: true });
  }
  await pace.keep(file.size, tally.value.bytes.stored, halt.signal);
  return wasRead;
}

/** The bytes that were read were not those of the seal: that says something about the original, and nothing about the place. */
function wasOther(error: unknown, from: SetFolder): EngineError | undefined {
  if (!(error instanceof EngineError) || error.code !== 'write-failed' || error.detail !== 'EPROTO') return undefined;
  return new EngineError('set-damaged', { subject: from.id, detail: 'volume', cause: error });
}

async function arrived(folder: SetFolder, { name, sha256 }: NamedFile, { pool }: CopyMeans): Promise<boolean> {
  return (await pool.run('hashFile', { path: rawSource(folder.sentFile(name)) })).sha256 === sha256;
}

async function fetched(
  { folder, name }: { readonly folder: SetFolder; readonly name: string },
  file: NamedFile,
  { halt, staging }: Pick<CopyMeans, 'halt' | 'staging'>,
): Promise<string> {
  mkdirSync(staging, { recursive: true, mode: 0o700 });
  const path = join(staging, file.name);
  const source = openStored(folder.file(name));
  const target = openSync(path, 'w', 0o600);
  try {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    for (let at = 0; at < source.size; ) {
      await waitIfPaused(halt);
      const read = source.read(block, at);
      if (read === 0) break;
      writeFully(target, block.subarray(0, read));
      at += read;
      await breathe();
    }
    return path;
  } finally {
    closeSync(target);
    source.close();
  }
}
