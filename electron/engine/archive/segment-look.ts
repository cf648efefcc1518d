import { sha256 } from '../chunk/index.ts';

const SHA256 = '"sha256":"';
const SHA256_DIGITS = 64;
const CHUNKS = ',"chunks":[';

/**
 * What the entries of a decoded segment say of a look at each, as `LookedLines` writes it, all of it as one hash: whoever looks again and comes to the
 * same hash need not read the segment to know that nothing of it has changed. What is no look, as a gap, or a list that goes on, makes a
 * hash that no looks come to.
 */
export function segmentLook(raw: Buffer): string {
  // One character a byte: places in it are places in the bytes.
  const text = raw.toString('latin1');
  const looks = Buffer.allocUnsafe(raw.length);
  let length = 0;
  const copy = (from: number, to: number): void => {
    length += raw.copy(looks, length, from, to);
  };
  let hash = 0;
  for (let from = text.indexOf('\n') + 1, to = 0; from < text.length; from = to + 1) {
    to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    // No name has this in it: in JSON its quotes would be written otherwise.
    if (hash >= 0 && hash < from) hash = text.indexOf(SHA256, from);
    if (hash < 0 || hash > to) {
      copy(from, to);
      continue;
    }
    const behind = hash + SHA256.length + SHA256_DIGITS;
    const line = text.slice(behind, to);
    const chunks = line.indexOf(CHUNKS);
    copy(from, hash + SHA256.length);
    copy(behind, chunks < 0 ? to - 1 : behind + chunks);
  }
  return sha256(looks.subarray(0, length));
}
