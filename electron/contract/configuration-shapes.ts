import { z } from 'zod';
import { WEBHOOK_FORMATS, zDigestSettings, zMailSettings } from './notify-shapes.ts';
import { type PlanInput, zPlanInput } from './plan-shapes.ts';
import { zHolidays } from './schedule-shapes.ts';

export const CONFIGURATION_VERSION = 2;

/** In place of the password whether there is one. */
export const zCarriedMail = z.object({ ...zMailSettings.shape, hasPassword: z.boolean() });

/** Who is told, without what is secret: of that only whether there is any, so that whoever takes it over can be asked for it. */
const zCarriedNotify = z.strictObject({
  language: z.enum(['en', 'zh-CN']),
  mail: zCarriedMail.nullable(),
  /** The path of its address is as good as a key. */
  webhook: z.strictObject({ format: z.enum(WEBHOOK_FORMATS), origin: z.string().max(2000) }).nullable(),
  digest: zDigestSettings,
});
export type CarriedNotify = z.infer<typeof zCarriedNotify>;

/** What `config export` writes. Fields of a later program are refused with its version, never half understood; each plan is judged by itself. */
export const zConfiguration = z.strictObject({
  strongroom: z.literal('configuration'),
  version: z.number().int().positive(),
  plans: z.array(z.looseObject({ name: z.string() })).max(1000),
  holidays: zHolidays.default([]),
  notify: zCarriedNotify.optional(),
});
export type Configuration = z.infer<typeof zConfiguration>;

export const zConfiguredPlan: z.ZodType<PlanInput> = z.strictObject(zPlanInput.shape);
