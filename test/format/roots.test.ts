import { describe, expect, it } from 'vitest';
import { FRAME_STORED_MAX, parseRoot, printRoot, type Root } from '../../electron/engine/archive/index.ts';
import { rawFromBytes, type RawPath } from '../../electron/engine/base/index.ts';
import { refusalOf } from './refusal.ts';
import { SET_A, SET_B } from './sample-entries.ts';

const ROOT: Root = {
  set: SET_B,
  machine: { id: 'machine22222', name: 'Kasse 1', system: 'posix' },
  plan: {
    id: 'plan22222222',
    name: 'Documents \u4f60\u597d',
    sources: [{ path: '/home/a/Documents', label: 'Documents' }],
    scheme: 'automatic',
    exclude: ['*.tmp'],
    level: 3,
    schedule: '',
    keep: '',
    createdAt: '2026-11-21T06:00:00.000Z',
  },
  segments: [
    {
      sha256: 'ab'.repeat(32),
      set: SET_A,
      offset: 0,
      length: 500,
      entries: 9,
      firstPath: 'Documents' as RawPath,
      continues: false,
    },
    {
      sha256: 'cd'.repeat(32),
      set: SET_B,
      offset: 2 ** 40,
      length: FRAME_STORED_MAX,
      entries: 0,
      firstPath: rawFromBytes(Buffer.from([0x44, 0xff])),
      continues: true,
    },
  ],
};

const [HEADER, ROW] = printRoot(ROOT)
  .toString('utf8')
  .split('\n')
  .map((line) => (line ? (JSON.parse(line) as Record<string, unknown>) : {})) as [
  Record<string, unknown>,
  Record<string, unknown>,
];

function parsed(...lines: unknown[]): string {
  return refusalOf(
    () =>
      parseRoot(
        Buffer.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')),
      ).segments.length,
  );
}

function refusedWith(
  base: Record<string, unknown>,
  changes: readonly Record<string, unknown>[],
  isRow: boolean,
): string[] {
  return [
    ...new Set(
      changes.map((change) => (isRow ? parsed(HEADER, { ...base, ...change }) : parsed({ ...base, ...change }))),
    ),
  ];
}

describe('root (FORMAT 10)', () => {
  it('gives back just what was written', () => {
    expect(parseRoot(printRoot(ROOT))).toEqual(ROOT);
  });

  it('says what is in no set, which may be something that is not known yet', () => {
    const root = { ...ROOT, notKept: ['acl', 'streams', 'something new'] };

    expect(parseRoot(printRoot(root))).toEqual(root);
    expect([parsed({ ...HEADER, notKept: 'acl' }), parsed({ ...HEADER, notKept: [1] })]).toEqual([
      'set-damaged',
      'set-damaged',
    ]);
  });

  it('may name no segment at all', () => {
    expect(parseRoot(printRoot({ ...ROOT, segments: [] })).segments).toEqual([]);
  });

  it('is refused with a header that lacks something or has it mistyped', () => {
    const changes = [
      { root: 1 },
      { root: undefined },
      { set: 5 },
      { set: '../x' },
      { machine: null },
      { machine: { ...ROOT.machine, system: 'amiga' } },
      { plan: {} },
      { plan: { ...ROOT.plan, scheme: 'sometimes' } },
      { plan: { ...ROOT.plan, level: 1.5 } },
      { sets: SET_A },
      { sets: [1] },
      { sets: ['../../elsewhere', SET_B] },
    ];

    expect([parsed(HEADER), refusedWith(HEADER, changes, false)]).toEqual(['accepted: 0', ['set-damaged']]);
  });

  it('is refused with a row that points nowhere or asks for more than a frame may be', () => {
    const at = [
      [2, 0, 5],
      [-1, 0, 5],
      [0, -1, 5],
      [0, 0, 0],
      [0, 0, -5],
      [0, 0, FRAME_STORED_MAX + 1],
      [0, 0, 2 ** 52],
      [0, 2 ** 53, 5],
      [0, 0.5, 5],
      [0, 0],
      [0, 0, 5, 5],
      '0',
      null,
    ];

    expect([
      parsed(HEADER, ROW),
      refusedWith(
        ROW,
        at.map((each) => ({ at: each })),
        true,
      ),
    ]).toEqual(['accepted: 1', ['set-damaged']]);
  });

  it('is refused with any other broken field of a row', () => {
    const changes = [
      { sha256: 'x' },
      { sha256: undefined },
      { entries: -1 },
      { entries: 1.5 },
      { path: undefined },
      { path: 5 },
      { path: undefined, path64: '!' },
      { continues: 1 },
    ];

    expect(refusedWith(ROW, changes, true)).toEqual(['set-damaged']);
  });

  it('is refused when it is empty, not text of lines, or deep without end', () => {
    expect([
      refusalOf(() => parseRoot(Buffer.alloc(0))),
      refusalOf(() => parseRoot(Buffer.alloc(100))),
      refusalOf(() => parseRoot(Buffer.from(JSON.stringify(HEADER)))),
      parsed('null'),
      parsed('[]'),
      parsed(HEADER, 'null'),
      parsed(HEADER, ''),
      parsed(HEADER, '['.repeat(200_000)),
      parsed(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`),
    ]).toEqual(Array(9).fill('set-damaged'));
  });
});
