import { describe, expect, it } from 'vitest';
import type { Scheme, SetKind } from '../../../../electron/contract/index.ts';
import { type ChainSet, chainOf, decideKind, isConsolidationDue } from '../../../../electron/engine/plan/index.ts';

const full = (id: string, more: Partial<ChainSet> = {}): ChainSet => ({
  id,
  kind: 'full',
  base: null,
  parent: null,
  storedBytes: 1000,
  usable: true,
  ...more,
});
const child = (id: string, parent: string, kind: SetKind = 'incremental', more: Partial<ChainSet> = {}): ChainSet => ({
  ...full(id, more),
  kind,
  base: 'f1',
  parent,
  storedBytes: more.storedBytes ?? 1,
});

function decided(scheme: Scheme, asked: SetKind | undefined, sets: readonly ChainSet[]): string {
  const { kind, parent, reason } = decideKind(scheme, asked, sets);
  return `${kind} of ${parent ?? 'nothing'}: ${reason}`;
}

describe('kind of the next set', () => {
  const sets = [full('f1'), child('i1', 'f1'), child('d1', 'f1', 'differential'), child('i2', 'd1')];

  it.each<[Scheme, SetKind | undefined, readonly ChainSet[], string]>([
    ['automatic', undefined, [], 'full of nothing: first'],
    ['incremental', undefined, [], 'full of nothing: first'],
    ['incremental', 'incremental', [], 'full of nothing: first'],
    ['incremental', 'full', [], 'full of nothing: asked'],
    ['full', undefined, sets, 'full of nothing: scheme'],
    ['full', 'incremental', sets, 'incremental of i2: asked'],
    ['automatic', undefined, sets, 'incremental of i2: scheme'],
    ['incremental', undefined, sets, 'incremental of i2: scheme'],
    ['differential', undefined, sets, 'differential of f1: scheme'],
    ['automatic', 'differential', sets, 'differential of f1: asked'],
    ['automatic', 'full', sets, 'full of nothing: asked'],
    ['differential', undefined, [...sets, full('f2')], 'differential of f2: scheme'],
    ['automatic', undefined, [child('i1', 'gone')], 'full of nothing: no-full'],
    [
      'automatic',
      undefined,
      [full('f1'), child('i1', 'f1', 'incremental', { usable: false })],
      'full of nothing: parent-damaged',
    ],
    ['automatic', 'incremental', [full('f1', { usable: false })], 'full of nothing: parent-damaged'],
    [
      'differential',
      undefined,
      [full('f1'), child('i1', 'f1', 'incremental', { usable: false })],
      'differential of f1: scheme',
    ],
    ['differential', undefined, [full('f1', { usable: false }), child('i1', 'f1')], 'full of nothing: parent-damaged'],
  ])('for the scheme %s, asked for %s', (scheme, asked, sets, expected) => {
    expect(decided(scheme, asked, sets)).toBe(expected);
  });

  it('is a full again once an automatic chain is long, unless a kind was asked for', () => {
    const chain = [full('f1'), ...Array.from({ length: 39 }, (_, i) => child(`i${i + 1}`, i === 0 ? 'f1' : `i${i}`))];

    expect([
      decided('automatic', undefined, chain.slice(0, -1)),
      decided('automatic', undefined, chain),
      decided('automatic', 'incremental', chain),
      decided('incremental', undefined, chain),
    ]).toEqual([
      'incremental of i38: scheme',
      'full of nothing: chain-long',
      'incremental of i39: asked',
      'incremental of i39: scheme',
    ]);
  });

  it('is a full again once an automatic chain holds more than its full', () => {
    const heavy = (bytes: number): ChainSet[] => [full('f1'), child('i1', 'f1', 'incremental', { storedBytes: bytes })];

    expect([decided('automatic', undefined, heavy(1000)), decided('automatic', undefined, heavy(1001))]).toEqual([
      'incremental of i1: scheme',
      'full of nothing: chain-long',
    ]);
  });
});

describe('chain of a set', () => {
  const ids = (set: ChainSet, sets: readonly ChainSet[]): string[] => chainOf(set, sets).map(({ id }) => id);

  it('begins with its full and ends with itself', () => {
    const sets = [
      full('f1'),
      child('i1', 'f1'),
      child('i2', 'i1'),
      child('d1', 'f1', 'differential'),
      child('i3', 'd1'),
    ];

    expect(sets.map((set) => ids(set, sets))).toEqual([
      ['f1'],
      ['f1', 'i1'],
      ['f1', 'i1', 'i2'],
      ['f1', 'd1'],
      ['f1', 'd1', 'i3'],
    ]);
  });

  it('leaves out what is lost', () => {
    const last = child('i2', 'i1');

    expect(ids(last, [full('f1'), last])).toEqual(['i2']);
  });

  it('ends where parents go round in a circle', () => {
    const [a, b, self] = [child('a', 'b'), child('b', 'a'), child('self', 'self')];

    expect([ids(a, [a, b]), ids(self, [self])]).toEqual([['b', 'a'], ['self']]);
  });
});

describe('a consolidation behind a run', () => {
  const MiB = 1024 * 1024;
  const large = full('f1', { storedBytes: 64 * MiB });
  const grown = [large, child('i1', 'f1', 'incremental', { storedBytes: 65 * MiB })];

  it('is due where the next run would else be a full of the sources because of its long chain', () => {
    const many = [large, ...Array.from({ length: 39 }, (_, i) => child(`i${i + 1}`, i === 0 ? 'f1' : `i${i}`))];

    for (const sets of [grown, many]) {
      expect(decided('automatic', undefined, sets)).toBe('full of nothing: chain-long');
      expect(isConsolidationDue('automatic', undefined, sets)).toBe(true);
    }
    expect(isConsolidationDue('automatic', undefined, many.slice(0, -1))).toBe(false);
  });

  it('is not due for another scheme, a run that was asked for, a small plan, or a chain whose full is lost', () => {
    const small = [full('f1'), child('i1', 'f1', 'incremental', { storedBytes: 2000 })];

    expect(isConsolidationDue('incremental', undefined, grown)).toBe(false);
    expect(isConsolidationDue('automatic', 'incremental', grown)).toBe(false);
    expect(isConsolidationDue('automatic', undefined, small)).toBe(false);
    expect(isConsolidationDue('automatic', undefined, grown.slice(1))).toBe(false);
    expect(isConsolidationDue('automatic', undefined, [])).toBe(false);
  });
});
