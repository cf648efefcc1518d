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
      if (isText(text)) return text;
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

/** Control characters that no text is made of: a binary file soon has one. */
function isText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 ? (code < 0x09 || code > 0x0d) && code !== 0x1b : code === 0x7f || code >= 0xfffe) return false;
  }
  return true;
}
