import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compressFrame, decodeFrame } from '../archive/index.ts';
import { EngineError, type RawPath, rawFromText, windowsFiles } from '../base/index.ts';
import { sqliteVersion } from '../catalogue/index.ts';
import { restoreTime } from '../pool/index.ts';
import { toStat } from '../scan/index.ts';

const SQLITE_MIN = [3, 51, 3] as const;
const BEFORE_1970_NS = '-157766400000000000';

/**
 * Runtimes have accepted truncated and doubled zstd frames, turned old times into "now", and carried an SQLite that could
 * lose data. An engine that finds itself on one of them refuses to start: EngineError `engine-unfit`.
 */
export function selfTest(): void {
  const raw = Buffer.from('strongroom '.repeat(400));
  const frame = compressFrame(raw, 1);
  demand('zstd round trip', decodeFrame(frame, raw.length).equals(raw));
  demand('truncated frame', refuses(frame.subarray(0, frame.length - 1)));
  demand('half a frame', refuses(frame.subarray(0, frame.length >>> 1)));
  demand('two frames', refuses(Buffer.concat([frame, frame])));
  const flipped = Buffer.from(frame);
  flipped[frame.length - 6] = (flipped[frame.length - 6] as number) ^ 1;
  demand('flipped bit', refuses(flipped));
  demand('time before 1970', oldTimeSurvives());
  demand('sqlite version', sqliteIsRecent());
  demand('windows attributes', windowsAttributesAreTold());
}

function demand(what: string, met: boolean): void {
  if (!met) throw new EngineError('engine-unfit', { subject: what, detail: `node ${process.version}` });
}

function refuses(frame: Buffer): boolean {
  try {
    decodeFrame(frame, 1024 * 1024);
    return false;
  } catch (error) {
    return error instanceof EngineError;
  }
}

function oldTimeSurvives(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
  try {
    const file = join(folder, 'time');
    writeFileSync(file, '');
    const time = restoreTime(BEFORE_1970_NS);
    utimesSync(file, time, time);
    return toStat(statSync(file, { bigint: true })).mtime === BEFORE_1970_NS;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function windowsAttributesAreTold(): boolean {
  const here: RawPath = rawFromText(process.execPath.replaceAll('\\', '/'));
  const files = windowsFiles();
  return files === undefined || files.bitsAt(here) !== undefined;
}

function sqliteIsRecent(): boolean {
  const version = sqliteVersion().split('.').map(Number);
  const difference = SQLITE_MIN.map((part, i) => (version[i] ?? 0) - part).find((part) => part !== 0) ?? 0;
  return difference >= 0;
}
