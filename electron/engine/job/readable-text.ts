/** What text is made of holds none of these; a binary file soon does. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are looked for.
const NOT_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffe\uffff]/;
/** Of UTF-16 without a mark: how much of a file may be looked at to tell. */
const SAMPLE_BYTES = 4096;

/**
 * The text that bytes are: UTF-8, UTF-16 (with or without a byte order mark) or GB18030; undefined where they are no text.
 * `cut`: the bytes may end in the middle of a character, which is then left out.
 */
export function readableText(bytes: Uint8Array, cut: boolean): string | undefined {
  for (const encoding of encodingsToTry(bytes)) {
    try {
      // The mark is left out by the decoder.
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut });
      if (!NOT_TEXT.test(text)) return text;
    } catch {
      // Not in this encoding.
    }
  }
  return undefined;
}

function encodingsToTry(bytes: Uint8Array): string[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le'];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be'];
  return ['utf-8', 'gb18030', ...unmarkedUtf16(bytes)];
}

/** In UTF-16 the spaces and line ends alone make one of the two bytes zero again and again, and never the other. */
function unmarkedUtf16(bytes: Uint8Array): string[] {
  const zeros = [0, 0];
  const length = Math.min(bytes.length, SAMPLE_BYTES);
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > 0 && even === 0) return ['utf-16le'];
  if (even > 0 && odd === 0) return ['utf-16be'];
  return [];
}
