import { EngineError } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import { parseBounded } from './bounded-json.ts';

/** The shape of markers and seals: one line of JSON, then a line with the SHA-256 of that line's exact bytes (its `\n` left out). */
export function printChecked(value: unknown): Buffer {
  const line = JSON.stringify(value);
  return Buffer.from(`${line}\n${sha256(line)}\n`, 'utf8');
}

/** Throws EngineError `set-damaged` unless every byte is as it was printed. */
export function parseChecked(bytes: Buffer): { value: unknown; sha256: string; line: string } {
  const text = bytes.toString('utf8');
  const end = text.indexOf('\n');
  const line = text.slice(0, end);
  const digest = sha256(line);
  // Compared as bytes: decoding would forgive a broken UTF-8 sequence by putting another character in its place.
  if (end < 0 || !bytes.equals(Buffer.from(`${line}\n${digest}\n`, 'utf8')))
    throw new EngineError('set-damaged', { detail: 'checksum line' });
  return { value: parseBounded(line), sha256: digest, line };
}
