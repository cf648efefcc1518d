import { EngineError } from '../base/index.ts';
import type { SentFile } from '../place/index.ts';
import type { Pool } from '../pool/index.ts';
import { rawSource } from '../source/index.ts';
import type { SetFolder } from '../vault/index.ts';

/** How a file that was sent is known to have arrived: all of it was read there, or the place has compared it with a checksum. */
export interface Brought {
  readonly durable: boolean;
  /** Undefined where it was written in its place and read back there. */
  readonly proof: 'read-back' | 'checksum' | undefined;
}

/**
 * Brings a finished file of a set, read back here, to where the set rests, if that is elsewhere. Throws EngineError, among them
 * `read-back-differs` and `cancelled`.
 */
export async function bring(
  folder: SetFolder,
  name: string,
  facts: Omit<SentFile, 'path'>,
  { pool, signal }: { readonly pool: Pool; readonly signal: AbortSignal | undefined },
): Promise<Brought> {
  const durability = await folder.send(name, facts, signal);
  if (durability === undefined) return { durable: true, proof: undefined };
  if (durability === 'checksum') return { durable: true, proof: 'checksum' };
  if (!(await arrived(folder, { name, sha256: facts.sha256 }, pool)))
    throw new EngineError('read-back-differs', { subject: folder.sentFile(name), detail: 'after it was sent' });
  return { durable: durability === 'flushed', proof: 'read-back' };
}

/** Whether a file at the place has these bytes: all of it is read there. */
export async function arrived(
  folder: SetFolder,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
  pool: Pool,
): Promise<boolean> {
  return (await pool.run('hashFile', { path: rawSource(folder.sentFile(name)) })).sha256 === sha256;
}
