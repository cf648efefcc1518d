import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../electron/engine/chunk/index.ts';
import type { SeenEntry } from './look-at-tree.ts';

const GOLDEN = join(import.meta.dirname, 'golden/format-0');
const { points } = JSON.parse(readFileSync(join(GOLDEN, 'expected.json'), 'utf8')) as {
  points: { set: string; tree: SeenEntry[] }[];
};
const [, SCRIPT] = /```sh\n(# one-file[^]*?)```/.exec(
  readFileSync(join(import.meta.dirname, '../../docs/FORMAT.md'), 'utf8'),
) as unknown as [string, string];

/** As the manifest spells it: base64 only where the bytes are no text. */
function inManifest({ path }: SeenEntry): string {
  const bytes = path.startsWith('base64:') ? Buffer.from(path.slice(7), 'base64') : Buffer.from(path);
  const whole = Buffer.concat([Buffer.from('Source/'), bytes]);
  const text = whole.toString('utf8');
  return text.includes('\ufffd') ? whole.toString('base64') : text;
}

describe('script of FORMAT 13.2', () => {
  const work = mkdtempSync(join(tmpdir(), 'strongroom-'));
  afterAll(() => rmSync(work, { recursive: true }));

  it.each(points)('gives every kind of file of the point $set back', ({ set, tree }) => {
    cpSync(join(GOLDEN, 'vault'), join(work, set), { recursive: true });
    const sets = readdirSync(join(work, set), { recursive: true, encoding: 'utf8' }).find((path) =>
      path.endsWith('sets'),
    );
    const told = tree.filter(
      ({ type, path }) => type === 'file' && /large|group|moved|new|nothing|base64|n{255}/.test(path),
    );

    const given = told.map((entry) => {
      const { stdout, status } = spawnSync('bash', ['-c', SCRIPT, 'one-file.sh', set, inManifest(entry)], {
        cwd: join(work, set, sets as string),
        maxBuffer: 2 ** 26,
      });
      return [entry.path, status, sha256(stdout)];
    });

    expect(given).toEqual(told.map((entry) => [entry.path, 0, entry.sha256]));
  });
});
