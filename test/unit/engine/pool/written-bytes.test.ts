import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../../electron/engine/chunk/index.ts';
import { WrittenBytes } from '../../../../electron/engine/pool/written-bytes.ts';
import type { FrameBytes } from '../../../../electron/engine/pool/tasks.ts';

/** In memory that is longer than what was written, as a compressor leaves it. */
function frame(text: string): FrameBytes {
  const memory = new Uint8Array(text.length + 100).fill(0xee);
  memory.set(Buffer.from(text));
  return { buffer: memory.buffer, length: text.length };
}

function written(...texts: string[]): WrittenBytes {
  const bytes = new WrittenBytes();
  bytes.add(texts.map(frame));
  return bytes;
}

describe('bytes that were written', () => {
  it('are what comes back, however it is cut', () => {
    const all = 'abcdefghij'.repeat(30);
    for (const step of [1, 7, 64, 300]) {
      const bytes = written(all.slice(0, 90), '', all.slice(90, 100), all.slice(100));
      const answers = Array.from({ length: Math.ceil(all.length / step) }, (_, i) =>
        bytes.are(Buffer.from(all.slice(i * step, (i + 1) * step))),
      );

      expect([answers.every(Boolean), bytes.isOver]).toEqual([true, true]);
    }
  });

  it('go on where more was written later', () => {
    const bytes = written('abc');
    expect(bytes.are(Buffer.from('ab'))).toBe(true);
    bytes.add([frame('def')]);

    expect([bytes.are(Buffer.from('cde')), bytes.isOver, bytes.are(Buffer.from('f')), bytes.isOver]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('are not what differs in one byte, and not what goes on behind them', () => {
    const all = Buffer.from('abcdefghij'.repeat(30));
    const told = [...all.keys()].map((at) => {
      const back = Buffer.from(all);
      back.writeUInt8(back.readUInt8(at) ^ 1, at);
      return written(all.toString().slice(0, 111), all.toString().slice(111)).are(back);
    });

    expect(told).not.toContain(true);
    expect(written('abc').are(Buffer.from('abcd'))).toBe(false);
  });

  it('are known by their hash where they are not there any more, between others and by themselves', () => {
    const [kept, gone] = ['kept '.repeat(20), 'gone '.repeat(50)];
    const all = Buffer.from(`${kept}${gone}${kept}`);
    const answers = (back: Buffer, step: number): boolean => {
      const bytes = new WrittenBytes();
      bytes.add([frame(kept), { length: gone.length, sha256: sha256(gone) }, frame(kept)]);
      for (let at = 0; at < back.length; at += step) if (!bytes.are(back.subarray(at, at + step))) return false;
      return bytes.isOver;
    };
    const spoiled = [...all.keys()].map((at) => {
      const back = Buffer.from(all);
      back.writeUInt8(back.readUInt8(at) ^ 1, at);
      return answers(back, 33);
    });

    expect([1, 7, 100, 1000].map((step) => answers(all, step))).toEqual([true, true, true, true]);
    expect(spoiled).not.toContain(true);
    expect(answers(all.subarray(0, -1), 33)).toBe(false);
  });

  it('are not over while less came back', () => {
    const bytes = written('abc', 'd');

    expect([bytes.are(Buffer.from('abc')), bytes.isOver]).toEqual([true, false]);
  });
});
