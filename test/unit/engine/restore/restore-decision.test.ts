import type { BigIntStats } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Conflict } from '../../../../electron/contract/index.ts';
import type { RawPath } from '../../../../electron/engine/base/index.ts';
import { decide } from '../../../../electron/engine/restore/restore-decision.ts';
import { fileEntry } from '../../../format/sample-entries.ts';

const FILE = fileEntry('a', undefined, { mtime: '1000' });
const LINK = {
  type: 'symlink',
  path: 'l' as RawPath,
  target: 't' as RawPath,
  mtime: '1000',
  mode: 0,
  uid: 0,
  gid: 0,
} as const;
const RULES: readonly Conflict[] = ['keep-both', 'replace', 'skip', 'newer'];

function there(kind: 'file' | 'link' | 'folder' | 'pipe', mtimeNs = 500n, size = BigInt(FILE.size)): BigIntStats {
  return {
    isFile: () => kind === 'file',
    isSymbolicLink: () => kind === 'link',
    isDirectory: () => kind === 'folder',
    mtimeNs,
    size,
  } as BigIntStats;
}

async function byRule(
  stats: BigIntStats | undefined,
  same = false,
  entry: typeof FILE | typeof LINK = FILE,
): Promise<string[]> {
  return Promise.all(RULES.map((rule) => decide(entry, stats, rule, async () => same)));
}

describe('decision on a file that is to be restored', () => {
  it('creates it where nothing is in its place', async () => {
    expect(await byRule(undefined)).toEqual(['create', 'create', 'create', 'create']);
  });

  it('leaves the very same file or link as it is', async () => {
    expect([await byRule(there('file'), true), await byRule(there('link'), true, LINK)]).toEqual([
      ['same', 'same', 'same', 'same'],
      ['same', 'same', 'same', 'same'],
    ]);
  });

  it('goes by the rule where another file is there', async () => {
    expect([
      await byRule(there('file', 999n)),
      await byRule(there('file', 1000n)),
      await byRule(there('file', 1001n)),
    ]).toEqual([
      ['keep-both', 'replace', 'skip', 'replace'],
      ['keep-both', 'replace', 'skip', 'keep-newer'],
      ['keep-both', 'replace', 'skip', 'keep-newer'],
    ]);
  });

  it('never removes a folder to make room', async () => {
    expect(await byRule(there('folder'), true)).toEqual(['keep-both', 'keep-both', 'skip', 'keep-both']);
  });

  it('does not take a link, a pipe or a file of another size for the same', async () => {
    const asked: string[] = [];
    const ask = (name: string) => async (): Promise<boolean> => {
      asked.push(name);
      return true;
    };

    await decide(FILE, there('link'), 'replace', ask('link for a file'));
    await decide(FILE, there('pipe'), 'replace', ask('pipe'));
    await decide(FILE, there('file', 0n, 1n), 'replace', ask('other size'));
    await decide(LINK, there('file'), 'replace', ask('file for a link'));

    expect(asked).toEqual([]);
  });
});
