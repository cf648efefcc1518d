import { z } from 'zod';
import { type ConfigImported, type PlanInput, zPlanInput } from '../../contract/index.ts';
import { EngineError, failureOf } from '../base/index.ts';
import { addPlan, checkNewPlan, type PlanDeps } from './plans.ts';

const VERSION = 1;

/** What `config export` writes. Fields of a later program are refused with its version, never half understood. */
const zConfiguration = z.strictObject({
  strongroom: z.literal('configuration'),
  version: z.number().int().positive(),
  plans: z.array(z.looseObject({ name: z.string() })).max(1000),
});

/** The plans of this computer, without what is its own: ids, labels, history. */
export function exportConfiguration({ state }: PlanDeps): string {
  const plans = state.plans().map(({ definition, vaultId, vaultPlace }): PlanInput => {
    const credentials = state.vaults().find(({ id }) => id === vaultId)?.credentials;
    const { name, sources, scheme, exclude, level, schedule, keep } = definition;
    const paths = sources.map(({ path }) => path);
    return {
      name,
      sources: paths,
      vault: vaultPlace,
      scheme,
      exclude,
      level,
      schedule,
      keep,
      ...(credentials && { credentials }),
    };
  });
  return `${JSON.stringify({ strongroom: 'configuration', version: VERSION, plans }, null, 2)}\n`;
}

/**
 * Adds the plans that can be made here; one that cannot is skipped with its reason and changes nothing. `preview` only says
 * what would happen. Throws `config-invalid` for a text that is no configuration: then nothing is added at all.
 */
export async function importConfiguration(
  deps: PlanDeps,
  { json, preview }: { readonly json: string; readonly preview: boolean },
  readme: string | undefined,
): Promise<ConfigImported> {
  const added: string[] = [];
  const skipped: ConfigImported['skipped'] = [];
  for (const given of parsePlans(json)) {
    try {
      const input = parsePlan(given);
      if (added.some((name) => name.toLowerCase() === input.name.trim().toLowerCase()))
        throw new EngineError('plan-name-taken', { subject: input.name });
      if (preview) checkNewPlan(deps, input);
      else await addPlan(deps, input, { readme, secret: {} });
      added.push(input.name);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      skipped.push({ name: given.name, failure: failureOf(error) });
    }
  }
  return { added, skipped };
}

function parsePlans(json: string): { name: string }[] {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new EngineError('config-invalid', { detail: 'JSON', cause });
  }
  const parsed = zConfiguration.safeParse(value);
  if (!parsed.success)
    throw new EngineError('config-invalid', { detail: parsed.error.issues[0]?.path.join('.') || 'strongroom' });
  if (parsed.data.version > VERSION)
    throw new EngineError('config-invalid', { detail: `version ${parsed.data.version}` });
  return parsed.data.plans;
}

function parsePlan(given: { name: string }): PlanInput {
  const parsed = z.strictObject(zPlanInput.shape).safeParse(given);
  if (parsed.success) return parsed.data;
  throw new EngineError('usage', { subject: given.name, detail: parsed.error.issues[0]?.path.join('.') ?? '' });
}
