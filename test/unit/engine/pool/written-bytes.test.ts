import { describe, expect, it } from 'vitest';
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
      back[at] = (back[at] as number) ^ 1;
      return written(all.toString().slice(0, 111), all.toString().slice(111)).are(back);
    });

    expect(told).not.toContain(true);
    expect(written('abc').are(Buffer.from('abcd'))).toBe(false);
  });

  it('are not over while less came back', () => {
    const bytes = written('abc', 'd');

    expect([bytes.are(Buffer.from('abc')), bytes.isOver]).toEqual([true, false]);
  });
});
