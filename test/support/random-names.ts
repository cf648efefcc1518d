import type { Prng } from './prng.ts';
import { type RawName, raw } from './raw-name.ts';

const ODD_NAMES: readonly RawName[] = [
  raw('Größe – Übersicht.txt'),
  raw('财务报表 2026年.xlsx'),
  raw('e\u0301t\u00e9.doc'),
  raw('😀 receipts'),
  ' leading and trailing ',
  '--help',
  '-rf',
  '*',
  '~',
  '$(rm -rf)',
  'a\nnew line',
  'tab\there',
  'quote"\'`',
  'back\\slash',
  '\xff\xfe not utf-8',
  'half \xc3',
  '\xed\xa0\x80 lone surrogate',
  '\x01\x02',
  'a..b',
  '...',
  'con',
  'x.',
  '.strongroom-parts',
  'PaxHeaders',
  raw('ﬁ ß İ'),
];

/** A name for something new in a folder: mostly plain, often odd, sometimes 255 bytes long. */
export function randomName(prng: Prng, taken: ReadonlySet<RawName>): RawName {
  for (;;) {
    const name = oneName(prng);
    if (!taken.has(name) && !name.startsWith('.strongroom-part-')) return name;
  }
}

function oneName(prng: Prng): RawName {
  const roll = prng.next();
  if (roll < 0.3) return prng.pick(ODD_NAMES);
  if (roll < 0.36) return longName(prng, 255);
  if (roll < 0.42) return longName(prng, prng.int(95, 160));
  if (roll < 0.5) return anyBytes(prng, prng.int(1, 12));
  return `${prng.pick(['report', 'invoice', 'a', 'b', 'Z', '0'])}${prng.int(0, 999)}${prng.pick(['', '.txt', '.db', '.PDF'])}`;
}

function longName(prng: Prng, bytes: number): RawName {
  const unit = prng.pick([raw('长'), raw('ü'), 'x', '\xfe']);
  const stem = unit.repeat(Math.floor((bytes - 3) / unit.length));
  return stem + String(prng.int(0, 999)).padStart(bytes - stem.length, '_');
}

/** Every byte but `/` and NUL may stand in a name. */
function anyBytes(prng: Prng, length: number): RawName {
  const bytes = Array.from({ length }, () => {
    const byte = prng.int(1, 255);
    return byte === 0x2f ? 0x5f : byte;
  });
  const name = Buffer.from(bytes).toString('latin1');
  return name === '.' || name === '..' ? '_' : name;
}
