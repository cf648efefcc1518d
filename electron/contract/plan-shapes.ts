import { z } from 'zod';
import { zName, zPath, zScheme } from './shapes.ts';

/** What a plan is made with. */
export const zPlanInput = z.object({
  name: zName,
  sources: z.array(zPath).min(1).max(1000),
  vault: zPath,
  scheme: zScheme.default('automatic'),
  exclude: z.array(z.string().min(1).max(1000)).max(1000).default([]),
  level: z.number().int().min(1).max(19).optional(),
  /** `daily 18:30; weekly sun 02:00` as docs/CLI.md describes it; empty: only by hand. */
  schedule: z.string().max(1000).default(''),
  /** `daily 7 weekly 5` as docs/CLI.md describes it; empty: everything is kept. */
  keep: z.string().max(1000).default(''),
  /** A new vault is made an encrypted one. */
  encrypt: z.boolean().default(false),
  /** A file with what the place asks for; its path is remembered, and never what it holds. */
  credentials: zPath.optional(),
});
export type PlanInput = z.input<typeof zPlanInput>;

/** What is left out stays as it is. The vault and the history stay in any case. */
export const zPlanChange = z.object({
  name: zName.optional(),
  sources: z.array(zPath).min(1).max(1000).optional(),
  scheme: zScheme.optional(),
  exclude: z.array(z.string().min(1).max(1000)).max(1000).optional(),
  level: z.number().int().min(1).max(19).optional(),
  schedule: z.string().max(1000).optional(),
  keep: z.string().max(1000).optional(),
});
export type PlanChange = z.infer<typeof zPlanChange>;
