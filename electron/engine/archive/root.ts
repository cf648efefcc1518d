import { z } from 'zod';
import { zScheme } from '../../contract/index.ts';
import { EngineError, ID_PATTERN, type RawPath } from '../base/index.ts';
import { parseBounded } from './bounded-json.ts';
import { parsePath, printPath } from './entry-path.ts';
import { FRAME_STORED_MAX, LINE_MAX, ROOT_RAW_MAX } from './limits.ts';

/** The plan as every manifest carries it, so that a lost computer loses no plan. */
export const zPlanDefinition = z.object({
  id: z.string(),
  name: z.string(),
  sources: z.array(z.object({ path: z.string(), label: z.string() })),
  scheme: zScheme,
  exclude: z.array(z.string()),
  level: z.number().int(),
  schedule: z.string().default(''),
  keep: z.string().default(''),
  createdAt: z.string(),
});
export type PlanDefinition = z.infer<typeof zPlanDefinition>;

const zSetId = z.string().regex(ID_PATTERN);

const zRootHeader = z.object({
  root: z.literal(0),
  set: zSetId,
  machine: z.object({ id: z.string(), name: z.string(), system: z.enum(['posix', 'windows']) }),
  plan: zPlanDefinition,
  notKept: z.array(z.string().max(64)).max(64).optional(),
  seen: z
    .array(
      z.object({
        machine: zSetId,
        plan: zSetId,
        set: zSetId,
        seq: z.number().int().positive(),
        seal: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(10_000)
    .optional(),
  sets: z.array(zSetId),
});

/** Where a segment of the point rests: in the manifest of `set`, which may be an older one. */
export interface SegmentRef {
  readonly sha256: string;
  readonly set: string;
  readonly offset: number;
  readonly length: number;
  readonly entries: number;
  readonly firstPath: RawPath;
  readonly continues: boolean;
}

export interface Root {
  readonly set: string;
  readonly machine: { readonly id: string; readonly name: string; readonly system: 'posix' | 'windows' };
  readonly plan: PlanDefinition;
  /** What the sources had or may have had that is in no set. */
  readonly notKept?: readonly string[] | undefined;
  /** Newest sets of the writer's other plans in the same vault, by the digests of their seals: whoever takes one of them away is found out. */
  readonly seen?: z.infer<typeof zRootHeader>['seen'];
  readonly segments: readonly SegmentRef[];
}

export function printRoot(root: Root): Buffer {
  const sets = [...new Set(root.segments.map((segment) => segment.set))];
  const index = new Map(sets.map((set, i) => [set, i]));
  const header = {
    root: 0,
    set: root.set,
    machine: root.machine,
    plan: root.plan,
    notKept: root.notKept,
    seen: root.seen,
    sets,
  };
  const rows = root.segments.map((segment) =>
    JSON.stringify({
      sha256: segment.sha256,
      at: [index.get(segment.set), segment.offset, segment.length],
      entries: segment.entries,
      ...printPath('path', segment.firstPath),
      continues: segment.continues || undefined,
    }),
  );
  return Buffer.from([JSON.stringify(header), ...rows, ''].join('\n'), 'utf8');
}

const zRow = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.tuple([
    z.number().int().nonnegative(),
    z.number().int().nonnegative(),
    z.number().int().positive().max(FRAME_STORED_MAX),
  ]),
  entries: z.number().int().nonnegative(),
  path: z.string().optional(),
  path64: z.string().optional(),
  continues: z.boolean().optional(),
});

const NEW_LINE = 0x0a;

/** Throws EngineError `set-damaged`. */
export function parseRoot(raw: Buffer): Root {
  try {
    if (raw.length > ROOT_RAW_MAX) throw new EngineError('set-damaged', { detail: 'root size' });
    if (raw.at(-1) !== NEW_LINE) throw new EngineError('set-damaged', { detail: 'root end' });
    let at = raw.indexOf(NEW_LINE) + 1;
    const header = zRootHeader.parse(parseBounded(raw.toString('utf8', 0, at)));
    const segments: SegmentRef[] = [];
    // Line by line: a copy of the whole beside it would double what a large one takes.
    while (at < raw.length) {
      const end = raw.indexOf(NEW_LINE, at);
      if (end - at > LINE_MAX) throw new EngineError('set-damaged', { detail: 'root line' });
      segments.push(parseRow(raw.toString('utf8', at, end), header.sets));
      at = end + 1;
    }
    const { set, machine, plan, notKept, seen } = header;
    return { set, machine, plan, ...(notKept && { notKept }), ...(seen && { seen }), segments };
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError('set-damaged', { detail: 'manifest root', cause });
  }
}

function parseRow(line: string, sets: readonly string[]): SegmentRef {
  const row = zRow.parse(parseBounded(line));
  const [place, offset, length] = row.at;
  const set = sets[place];
  if (set === undefined) throw new EngineError('set-damaged', { detail: 'root set index' });
  return {
    sha256: row.sha256,
    set,
    offset,
    length,
    entries: row.entries,
    firstPath: parsePath('path', row),
    continues: row.continues === true,
  };
}
