import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SEAL_NAMES } from '../archive/index.ts';
import { breathe, EngineError, type Halt, type Tally, waitIfPaused, writeFully } from '../base/index.ts';
import { type Durability, openStored } from '../place/index.ts';
import type { Pool } from '../pool/index.ts';
import type { SetFolder } from '../vault/index.ts';
import { arrived } from '../sets/index.ts';
import type { Pace } from '../run/index.ts';

export interface CopyMeans {
  readonly pool: Pool;
  readonly pace: Pace;
  readonly tally: Tally;
  readonly halt: Halt;
  /** Folder of this computer where what has to be fetched first waits. */
  readonly staging: string;
}

export interface NamedFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

const BLOCK_BYTES = 4 * 1024 * 1024;

/**
 * Copies a sealed set as it is: every file compared with the hash that the seal has of it, here and there, the seal last. A file
 * that an earlier try has brought whole is not brought again; of one that is damaged a good copy beside it goes. `durability`: the least that
 * the place has said of any file. Throws EngineError: `set-damaged` where the
 * original is not as it was sealed, `read-back-differs`, `cancelled`, and what places throw.
 */
export async function copySet(
  from: SetFolder,
  to: SetFolder,
  means: CopyMeans,
): Promise<{ durability: Durability; sealSha256: string }> {
  const reading = from.readSeal();
  if (!reading) throw new EngineError('set-damaged', { subject: from.id, detail: 'seal' });
  // What is sealed is mended, and never replaced.
  if (to.hasAnySeal()) throw new EngineError('write-failed', { subject: to.path, detail: 'EEXIST' });
  const { volumes, manifest } = reading.seal;
  const [name, copy] = from.manifestNames;
  // One good manifest is enough for both.
  const good = from.goodManifest(reading.seal);
  const said = new Set<Durability>();
  for (const file of [...volumes, { ...manifest, name }, { ...manifest, name: copy }]) {
    await waitIfPaused(means.halt);
    const sources = file.name === name || file.name === copy ? [good] : from.candidates(file.name);
    said.add(await copyFile({ folder: from, sources }, { folder: to, file }, means));
  }
  for (const seal of SEAL_NAMES)
    if (to.sizeOf(seal) === undefined) said.add(withoutChecksum(to.putSeal(seal, from.sealBytes())));
  if (to.readSeal()?.sealSha256 !== reading.sealSha256)
    throw new EngineError('read-back-differs', { subject: to.path, detail: 'seal' });
  to.protect();
  const durability = (['unconfirmed', 'checksum'] as const).find((each) => said.has(each)) ?? 'flushed';
  return { durability, sealSha256: reading.sealSha256 };
}

/** A seal is read back in any case. */
function withoutChecksum(durability: Durability): Durability {
  return durability === 'checksum' ? 'flushed' : durability;
}

async function copyFile(
  { folder: from, sources }: { readonly folder: SetFolder; readonly sources: Iterable<string> },
  { folder, file }: { readonly folder: SetFolder; readonly file: NamedFile },
  means: CopyMeans,
): Promise<Durability> {
  const there = folder.sizeOf(file.name);
  if (there === file.size && (await arrived(folder, file, means.pool))) return 'flushed';
  if (there !== undefined) folder.remove(file.name);
  let damaged: unknown;
  for (const name of sources) {
    try {
      return await sendFile({ folder: from, name }, { folder, file }, means);
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'set-damaged') throw error;
      damaged ??= error;
    }
  }
  throw damaged;
}

/**
 * A file to where none of its name is. Unless the place says `checksum` it was read there. Throws EngineError: `set-damaged` where the original is not what
 * `file` says, `read-back-differs`, `cancelled`, and what places throw.
 */
export async function sendFile(
  from: { readonly folder: SetFolder; readonly name: string },
  { folder, file }: { readonly folder: SetFolder; readonly file: NamedFile },
  means: CopyMeans,
): Promise<Durability> {
  const { pace, pool, halt, tally, staging } = means;
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
  let durability: Durability;
  try {
    durability = await folder.receive(file.name, sent, halt.signal).catch((error: unknown) => {
      throw wasOther(error, from.folder) ?? error;
    });
    if (durability !== 'checksum' && !(await arrived(folder, file, pool)))
      throw new EngineError('read-back-differs', { subject: folder.file(file.name) });
  } finally {
    if (path !== from.folder.localFile(from.name)) rmSync(path, { force: true });
  }
  await pace.keep(file.size, tally.value.bytes.stored, halt.signal);
  return durability;
}

/** The bytes that were read were not those of the seal: that says something about the original, and nothing about the place. */
function wasOther(error: unknown, from: SetFolder): EngineError | undefined {
  if (!(error instanceof EngineError) || error.code !== 'write-failed' || error.detail !== 'EPROTO') return undefined;
  return new EngineError('set-damaged', { subject: from.id, detail: 'volume', cause: error });
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
