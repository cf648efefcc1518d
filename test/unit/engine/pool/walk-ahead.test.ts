import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WalkAhead } from '../../../../electron/engine/pool/index.ts';
import { compare, excludeRule, type Step } from '../../../../electron/engine/scan/index.ts';
import { sourceRoots, walkSources } from '../../../../electron/engine/source/index.ts';

let folder: string;
let walk: WalkAhead;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-walk-'));
  walk = new WalkAhead(false);
});
afterEach(async () => {
  await walk.close();
  rmSync(folder, { recursive: true, force: true });
});

const order = (labels: readonly string[], exclude: readonly string[] = []) => ({
  roots: sourceRoots(labels.map((label) => ({ label, path: join(folder, label) }))),
  exclude,
  keepOut: [join(folder, 'a/vault')],
  rehash: false,
  trustedBefore: 0n,
});

describe('a walk in a thread of its own', () => {
  it('gives what the walk gives, in its order, over many batches and all sources', async () => {
    for (const place of ['a/x', 'a/vault', 'b/y/z']) mkdirSync(join(folder, place), { recursive: true });
    for (let i = 0; i < 3000; i++)
      writeFileSync(join(folder, i % 2 ? 'a/x' : 'b/y', `${i}${i % 7 ? '' : '.skip'}`), '');
    symlinkSync('nowhere', join(folder, 'b/link'));
    const asked = order(['a', 'b', 'missing'], ['*.skip']);

    walk.begin(asked);
    const steps: Step[] = [];
    for await (const group of compare(walk, [])) if (!group.kept) steps.push(...group.steps);

    const seen = [...walkSources(asked.roots, excludeRule(asked.exclude), asked.keepOut)];
    expect(seen.length).toBeGreaterThan(2500);
    expect(steps).toEqual(
      seen.map((item) => {
        if (item.type === 'file') return { kind: 'read', file: item, previous: undefined };
        if (item.type === 'gap') return { kind: 'gap', path: item.path, code: item.code, previous: undefined };
        return expect.objectContaining({ kind: 'put', entry: expect.objectContaining({ path: item.path }) });
      }),
    );
  });

  it('refuses rules that are no rules, and what goes wrong in it is told', async () => {
    expect(() => walk.begin(order(['a'], ['[']))).toThrow(expect.objectContaining({ code: 'exclude-invalid' }));

    walk.begin({ ...order(['a']), keepOut: ['\0'] });
    await expect(walk.next()).rejects.toThrow(/null bytes/);
  });
});
