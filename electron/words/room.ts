import type { Language } from '../contract/index.ts';
import { createFormats } from './formats.ts';

type Plain = (key: string, variables: Readonly<Record<string, string>>) => string;

/** What a run needs and what there is, where a failure's detail says so. */
export function roomIn(plain: Plain, language: Language, detail: string): string | undefined {
  const [, need, have] = /^needs (\d+) bytes, has (\d+) bytes$/.exec(detail) ?? [];
  if (need === undefined || have === undefined) return undefined;
  const { bytes } = createFormats(language);
  return plain('room', { need: bytes(Number(need)), have: bytes(Number(have)) });
}
