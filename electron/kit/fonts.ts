import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { create, type Font } from 'fontkit';

export interface KitFonts {
  /** Latin, Greek, Cyrillic, kana and 27,778 Chinese characters. */
  readonly text: Buffer;
  /** Letters of one width, in which no two look alike. */
  readonly mono: Buffer;
  /** Whether `text` can show this character. */
  readonly shows: (character: string) => boolean;
}

/** Read again for each kit: one is made once in years, and ten megabytes need not stay. */
export function kitFonts(): KitFonts {
  const text = fontBytes('noto-sans-sc');
  const opened = create(text);
  if (!('hasGlyphForCodePoint' in opened)) throw new Error('the font of the recovery kit is a collection of fonts');
  return { text, mono: fontBytes('ibm-plex-mono'), shows: (character) => hasGlyph(opened, character) };
}

function hasGlyph(font: Font, character: string): boolean {
  return font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}

const SOURCES = {
  'noto-sans-sc': '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'ibm-plex-mono': '@expo-google-fonts/ibm-plex-mono/500Medium/IBMPlexMono_500Medium.ttf',
} as const;

function fontBytes(name: keyof typeof SOURCES): Buffer {
  // In the bundle it stands beside it, compressed.
  const bytes = import.meta.url.endsWith('.ts')
    ? bytesOf(`../../node_modules/${SOURCES[name]}`)
    : brotliDecompressSync(bytesOf(`./${name}.font.br`));
  // The space of a font may lie at its very end without a byte of its own, and fontkit reads a head of ten there.
  return Buffer.concat([bytes, Buffer.alloc(10)]);
}

const bytesOf = (path: string): Buffer => readFileSync(new URL(path, import.meta.url));
