/** Numbers that look random and are the same for ever (xorshift32): test vectors stand on them, so it must never change. */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

export function randomBytes(seed: number, length: number): Buffer {
  const next = randomNumbers(seed);
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) bytes[i] = next() >>> 24;
  return bytes;
}
