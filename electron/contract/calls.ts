import { z } from 'zod';
import {
  zBackupResult,
  zFailure,
  zFilePage,
  zFindResult,
  zPlan,
  zPlanAdded,
  zPlanInput,
  zPoint,
  zProgress,
  zRestoreInput,
  zRestorePreview,
  zRestoreResult,
  zSetKind,
  zStatus,
  zVaultOpened,
  zVerifyLevel,
  zVerifyResult,
} from './shapes.ts';

/**
 * Everything the window may ask the engine's service, in one table: dispatcher, allow-list and types derive from it.
 * The receiver parses what it is sent; long work answers at once with a job id and is followed on the topic `jobs`.
 */
export const CALLS = {
  'app.hello': call(z.object({ contract: z.number() }), z.object({ contract: z.number(), version: z.string() })),
  'status.get': call(z.object({}), zStatus),
  'plan.list': call(z.object({}), z.array(zPlan)),
  'plan.add': call(zPlanInput, zPlanAdded),
  'plan.remove': call(z.object({ plan: z.string() }), z.object({})),
  'exclude.builtin': call(z.object({}), z.array(z.object({ pattern: z.string(), why: z.string() }))),
  'point.list': call(z.object({ plan: z.string() }), z.array(zPoint)),
  'file.list': call(
    z.object({
      plan: z.string(),
      at: z.string().default('latest'),
      path: z.string().max(8192).default(''),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    zFilePage,
  ),
  'file.find': call(
    z.object({
      pattern: z.string().min(1).max(500),
      plan: z.string().optional(),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    zFindResult,
  ),
  'vault.open': call(z.object({ place: z.string().min(1).max(8192) }), zVaultOpened),
  'restore.preview': call(zRestoreInput, zRestorePreview),
  'backup.start': call(
    z.object({ plan: z.string(), kind: zSetKind.optional(), rehash: z.boolean().default(false) }),
    z.object({ jobId: z.string() }),
  ),
  'restore.start': call(zRestoreInput, z.object({ jobId: z.string() })),
  'verify.start': call(
    z.object({ plan: z.string(), at: z.string().optional(), level: zVerifyLevel.default('read') }),
    z.object({ jobId: z.string() }),
  ),
  'job.cancel': call(z.object({ jobId: z.string() }), z.object({})),
} as const;

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output };
}

export type CallName = keyof typeof CALLS;
export type CallInput<N extends CallName> = z.input<(typeof CALLS)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof CALLS)[N]['output']>;

const zJobResult = z.union([zBackupResult, zRestoreResult, zVerifyResult]);

export const zJob = z.object({
  id: z.string(),
  verb: z.enum(['backup', 'restore', 'verify']),
  planId: z.string(),
  startedAt: z.iso.datetime({ precision: 3 }),
  /** `waiting`: another job of the same plan comes first. */
  state: z.enum(['waiting', 'running', 'cancelling', 'done']),
  progress: zProgress.optional(),
  result: zJobResult.optional(),
  failure: zFailure.optional(),
  /** Every gap or failure of the result by its code; the lists in `result` may be cut short. */
  troubles: z.record(z.string(), z.number().int().positive()).optional(),
});
export type Job = z.infer<typeof zJob>;

/** Topics carry whole values with a growing revision, never deltas: a watcher that missed some is right again with the next. */
export const TOPICS = {
  plans: z.array(zPlan),
  jobs: z.array(zJob),
} as const;
export type TopicName = keyof typeof TOPICS;
export type TopicValue<N extends TopicName> = z.output<(typeof TOPICS)[N]>;

/** What travels between window, shell and service. */
export const zAsk = z.object({
  id: z.number().int(),
  call: z.enum(Object.keys(CALLS) as [CallName, ...CallName[]]),
  input: z.unknown(),
});
export type Ask = z.infer<typeof zAsk>;
export type Reply<T = unknown> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: z.infer<typeof zFailure> };
export type ServiceMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'topic'; readonly topic: TopicName; readonly revision: number; readonly value: unknown };
