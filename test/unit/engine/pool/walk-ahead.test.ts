import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Looked, LookedLines } from '../../../../electron/engine/archive/index.ts';
import type { RawPath } from '../../../../electron/engine/base/index.ts';
import { WalkAhead } from '../../../../electron/engine/pool/index.ts';
import { compare, excludeRule, type KnownPart, type Step } from '../../../../electron/engine/scan/index.ts';
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

    const seen = [
      ...walkSources(
        asked.roots.map((root) => ({ root })),
        excludeRule(asked.exclude),
        asked.keepOut,
      ),
    ];
    expect(seen.length).toBeGreaterThan(2500);
    expect(steps).toEqual(
      seen.map((item) => {
        if (item.type === 'file') return { kind: 'read', file: item, previous: undefined };
        if (item.type === 'gap') return { kind: 'gap', path: item.path, code: item.code, previous: undefined };
        return expect.objectContaining({ kind: 'put', entry: expect.objectContaining({ path: item.path }) });
      }),
    );
  });

  it('gives all of a large tree once and in order where it looks itself, and the thread takes what comes last', async () => {
    for (let i = 0; i < 60; i++) {
      const place = join(folder, 'a', `${i % 7}`, `${i}`);
      mkdirSync(place, { recursive: true });
      for (let j = 0; j < (i % 5) * 60; j++) writeFileSync(join(place, `${j}`), '');
    }
    const asked = { ...order(['a', 'missing']), trustedBefore: BigInt(Date.now() + 3_600_000) * 1_000_000n };
    const parts = asked.roots.map((root) => ({ root }));
    const seen = [...walkSources(parts, excludeRule([]), asked.keepOut)];
    const known: KnownPart[] = [];
    const lines = new LookedLines();
    for (let at = 0; at < seen.length; at += 100) {
      const some = seen.slice(at, at + 100).flatMap((item) => ('stat' in item ? [item] : []));
      // Two of three are as they were known.
      const mtime = known.length % 3 === 2 ? { mtime: '5' } : {};
      for (const { stat, at: _, ...item } of some) lines.add({ ...stat, ...mtime, ...item } as Looked);
      const look = lines.hashFrom(0);
      lines.take();
      known.push({ segment: String(at), first: seen[at]?.path as RawPath, entries: some.length, look });
    }

    walk.begin({ ...asked, known });
    const told: string[] = [];
    const found: string[] = [];
    let looks = 0;
    for (let batch = await walk.next(); batch; batch = await walk.next()) {
      looks += batch.looks;
      const parts = [...batch.parts];
      for (const [i, kind] of batch.kinds.entries()) {
        const part = kind === 4 ? parts.shift() : undefined;
        if (part) found.push(part.segment);
        const text = Buffer.from(batch.text.subarray(batch.ends[2 * i - 1] ?? 0, batch.ends[2 * i + 1])).toString();
        const line = /^{"path":"([^"]*)"/.exec(text)?.[1] ?? 'missing';
        const { entries = 0 } = known.find(({ segment }) => segment === part?.segment) ?? {};
        const from = Number(part?.segment);
        told.push(...(part ? seen.slice(from, from + entries).map(({ path }) => path) : [line]));
      }
    }

    expect(looks).toBe(seen.length);
    expect(told).toEqual(seen.map(({ path }) => path));
    expect(found.length).toBeGreaterThan(known.length / 3);
    expect(found.filter((segment) => (Number(segment) / 100) % 3 === 2)).toEqual([]);
  });

  it('refuses rules that are no rules, and what goes wrong in it is told', async () => {
    expect(() => walk.begin(order(['a'], ['[']))).toThrow(expect.objectContaining({ code: 'exclude-invalid' }));

    walk.begin({ ...order(['a']), keepOut: ['\0'] });
    await expect(walk.next()).rejects.toThrow(/null bytes/);
  });
});
