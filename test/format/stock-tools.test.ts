import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { lookAtTree } from './look-at-tree.ts';
import { randomBytes } from './random-bytes.ts';

const LARGE = 1024 * 1024 + 1;

describe('full set in the hands of cat, zstd and tar (FORMAT 13.1)', () => {
  let work: string;
  let source: string;

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'strongroom-'));
    source = join(work, 'Source');
    mkdirSync(source);
  });
  afterEach(() => rmSync(work, { recursive: true, force: true }));

  function write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), content);
  }

  async function throughStockTools(): Promise<string> {
    for (const folder of readdirSync(source)) utimesSync(join(source, folder), 1_600_000_000, 1_600_000_000);
    const engine = await openEngine({ home: join(work, 'home') });
    try {
      const vault = join(work, 'vault');
      const { id } = await engine.planAdd({ name: 'P', sources: [source], vault, exclude: [] });
      const { setId, outcome } = await engine.backup({ plan: id });
      expect(outcome).toBe('complete');
      const folder = readdirSync(vault, { recursive: true, encoding: 'utf8' }).find((path) =>
        path.endsWith(setId as string),
      );
      const to = join(work, 'to');
      mkdirSync(to);
      const command = `set -o pipefail; cat data-*.tar.zst | zstd -dc | tar -xf - -C '${to}'`;
      execFileSync('bash', ['-c', command], { cwd: join(vault, folder as string) });
      return join(to, 'Source');
    } finally {
      await engine.close();
    }
  }

  it('gives folders their own times back where a hard link in them leads elsewhere', async () => {
    write('a/first', 'one file, two names');
    write('c/last', 'x');
    mkdirSync(join(source, 'b'));
    linkSync(join(source, 'a/first'), join(source, 'b/second'));

    expect(lookAtTree(await throughStockTools())).toEqual(lookAtTree(source));
  });

  it('gives folders their own times back where large and small files alternate', async () => {
    for (let i = 0; i < 30; i++) write(`a/${String(i).padStart(2, '0')}`, randomBytes(i + 1, 100_000));
    for (const folder of ['a', 'b', 'c']) write(`${folder}/large`, randomBytes(99, LARGE));
    for (const folder of ['b', 'c', 'd']) write(`${folder}/small`, folder);

    expect(lookAtTree(await throughStockTools())).toEqual(lookAtTree(source));
  });

  it('gives folders back that their owner may not write into', async () => {
    write('a/file', 'in a closed folder');
    symlinkSync('file', join(source, 'a/link'));
    chmodSync(join(source, 'a'), 0o500);

    expect(lookAtTree(await throughStockTools())).toEqual(lookAtTree(source));
  });
});
