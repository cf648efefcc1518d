import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rescueScript } from '../../electron/engine/vault/index.ts';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../dist/engine/', import.meta.url));
const entries = ['service.mjs', 'place-process.mjs', 'place-probe.mjs', 'cli.mjs', 'worker.mjs', 'walk-worker.mjs'];

describe('the built engine', () => {
  it('carries the rescue script that it gives to vaults', () => {
    expect(readFileSync(`${folder}strongroom-rescue.py`).equals(rescueScript())).toBe(true);
  });

  it.each(['noto-sans-sc', 'ibm-plex-mono'])('carries the font %s of the recovery kit', (name) => {
    const font = brotliDecompressSync(readFileSync(`${folder}${name}.font.br`));

    expect(font.subarray(0, 4).toString('hex')).toBe('00010000');
  });

  it('has no part that imports an entry, which would start it', () => {
    const parts = readdirSync(folder).filter((name) => name.endsWith('.mjs'));

    const wrong = parts.filter((name) => {
      const text = readFileSync(folder + name, 'utf8');
      return entries.some((entry) => new RegExp(`(from|import)\\s*\\(?["']\\./${entry}["']`).test(text));
    });

    expect(entries.filter((entry) => !parts.includes(entry))).toEqual([]);
    expect(wrong).toEqual([]);
  });
});
