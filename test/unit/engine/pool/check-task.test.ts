import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compressFrame } from '../../../../electron/engine/archive/index.ts';
import { EngineError } from '../../../../electron/engine/base/index.ts';
import { sha256 } from '../../../../electron/engine/chunk/index.ts';
import { check } from '../../../../electron/engine/pool/check-task.ts';
import type { FrameBytes, FrameCheck } from '../../../../electron/engine/pool/tasks.ts';

const RAW = Buffer.from('a header and a content '.repeat(40));
const CONTENT = { at: 9, length: 500, sha256: sha256(RAW.subarray(9, 509)) };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-check-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A volume of two frames, and what it was written from. */
function volume(): { path: string; bytes: Buffer; frames: FrameCheck[]; written: FrameBytes[] } {
  const frame = compressFrame(RAW, 1);
  const bytes = Buffer.concat([frame, frame]);
  const path = join(folder, 'volume');
  writeFileSync(path, bytes);
  const frames = [0, frame.length].map((offset) => ({ offset, length: frame.length, contents: [CONTENT] }));
  const written = frames.map(() => ({ buffer: Uint8Array.from(frame).buffer, length: frame.length }));
  return { path, bytes, frames, written };
}

function refusal(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof EngineError ? `${error.code}: ${error.detail}` : String(error);
  }
}

describe('what is read back', () => {
  it('agrees, stretch by stretch and as a whole', () => {
    const { path, bytes, frames, written } = volume();
    const end = { size: bytes.length, sha256: sha256(bytes) };

    check({ path, frames: frames.slice(0, 1), written: written.slice(0, 1) });
    check({ path, frames: frames.slice(1), written: written.slice(1), end });
    expect(refusal(() => check({ path, frames, end }))).toBe('none');
  });

  it('differs where it decodes to the right contents and is not what was written', () => {
    const { path, bytes, frames, written } = volume();
    const end = { size: bytes.length, sha256: sha256(bytes) };
    const second = Buffer.from((written[1] as FrameBytes).buffer);
    second.writeUInt8(second.readUInt8(30) ^ 1, 30);

    expect(refusal(() => check({ path, frames, written, end }))).toBe('read-back-differs: bytes');
    expect(refusal(() => check({ path, frames, end: { ...end, sha256: sha256('other') } }))).toBe(
      'read-back-differs: whole volume',
    );
  });

  it('differs where more was written than came back, and where the file goes on behind it', () => {
    const { path, bytes, frames, written } = volume();
    const end = { size: bytes.length, sha256: sha256(bytes) };
    const more = { buffer: new ArrayBuffer(8), length: 8 };
    expect(refusal(() => check({ path, frames, written: [...written, more], end }))).toBe(
      'read-back-differs: whole volume',
    );

    const again = volume();
    writeFileSync(path, Buffer.concat([bytes, Buffer.from('x')]));
    expect(refusal(() => check({ path, frames, written: again.written, end }))).toContain('read-back-differs');
  });
});
