import { z } from 'zod';
import { EngineError, ID_PATTERN } from '../base/index.ts';
import { FORMAT_VERSION } from './limits.ts';
import { parseProven, printProven, type SealProof } from './proof-line.ts';

/** A reader refuses what is larger, as it is stored. */
export const HEARTBEAT_MAX = 512 * 1024;
/** A computer with more plans in one vault tells of those that stand worst. */
export const HEARTBEAT_PLANS_MAX = 200;
const NAME_MAX = 300;
const CODE_MAX = 64;
/** No schedule lets a plan rest for longer without being overdue, so that a wrong time does not stay green for ever. */
const REST_DAYS_MAX = 800;
const DAY_MS = 86_400_000;

const zId = z.string().regex(ID_PATTERN);
const zIso = z.iso.datetime({ precision: 3 });
const zName = z.string().min(1).max(NAME_MAX);
/** Words that may grow: a reader that does not know one says that it cannot tell. */
const zCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(CODE_MAX);

const zHeardPlan = z.object({
  plan: zId,
  /** In whose folder its sets are: another computer's where the plan was taken over. */
  machine: zId,
  name: zName,
  state: zCode,
  /** Its newest good set, and the time that it stands for. */
  good: z.object({ set: zId, at: zIso }).nullable(),
  /** The last backup that was tried. */
  run: z.object({ outcome: zCode, code: zCode.nullable(), at: zIso }).nullable(),
  /** When the schedule asks for the next run. */
  nextAt: zIso.nullable(),
  /** From when on the plan is overdue unless a good set has come by then. */
  overdueAt: zIso,
  /** Sources and vault on one disk. */
  sameDisk: z.boolean(),
});
export type HeartbeatPlan = z.infer<typeof zHeardPlan>;

const zHeartbeat = z
  .object({
    strongroom: z.literal('heartbeat'),
    format: z.number().int().min(0).max(FORMAT_VERSION),
    requires: z.array(z.string()).max(0),
    vault: zId,
    machine: zId,
    /** That of its name: one put back under a higher number is not the newest. */
    number: z.number().int().positive(),
    at: zIso,
    name: zName,
    tool: z.string().max(NAME_MAX),
    /** What the vault's place said that it still takes. */
    freeBytes: z.number().int().nonnegative().nullable(),
    plans: z.array(zHeardPlan).max(HEARTBEAT_PLANS_MAX),
  })
  .refine(({ at, plans }) =>
    plans.every(({ overdueAt }) => Date.parse(overdueAt) - Date.parse(at) <= REST_DAYS_MAX * DAY_MS),
  );

/** What a computer says of its plans in a vault at the end of each run, so that its neighbours can watch it. */
export type Heartbeat = z.infer<typeof zHeartbeat>;

export function printHeartbeat(
  heartbeat: Omit<Heartbeat, 'strongroom' | 'format' | 'requires'>,
  prove?: (line: string) => SealProof,
): Buffer {
  return printProven({ strongroom: 'heartbeat', format: FORMAT_VERSION, requires: [], ...heartbeat }, prove);
}

/** Throws EngineError `set-damaged`, or `set-newer` for one of a newer program. Whether the proof holds is for the reader to ask. */
export function parseHeartbeat(bytes: Buffer): {
  heartbeat: Heartbeat;
  line: string;
  proof: SealProof | undefined;
} {
  const { value, line, proof } = parseProven(bytes);
  const header = z
    .object({ strongroom: z.literal('heartbeat'), format: z.number(), requires: z.array(z.string()) })
    .safeParse(value);
  if (header.success && (header.data.format > FORMAT_VERSION || header.data.requires.length > 0))
    throw new EngineError('set-newer', { detail: `format ${header.data.format}` });
  const parsed = zHeartbeat.safeParse(value);
  if (!parsed.success) throw new EngineError('set-damaged', { detail: 'heartbeat', cause: parsed.error });
  return { heartbeat: parsed.data, line, proof };
}
