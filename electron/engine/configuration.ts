import {
  type CarriedNotify,
  type ConfigImported,
  type Configuration,
  CONFIGURATION_VERSION,
  type MailSettings,
  type NotifyChange,
  type PlanInput,
  zCarriedMail,
  zConfiguration,
  zConfiguredPlan,
} from '../contract/index.ts';
import { EngineError, failureOf } from './base/index.ts';
import {
  addPlan,
  changeHolidays,
  checkNewPlan,
  holidaysOf,
  type PinDoor,
  type PlanDeps,
  timingOf,
  watchedPaths,
} from './ledger/index.ts';
import type { NotifyDoor } from './notify-door.ts';

interface Surroundings {
  readonly notify: NotifyDoor;
  readonly pin: Pick<PinDoor, 'demand'>;
  readonly birth: { readonly readme: string | undefined; readonly watchFile: string | undefined };
}

/** Plans, holidays and who is told, without what is this computer's own (ids, labels, history) and without anything secret. */
export async function exportConfiguration(deps: PlanDeps, notify: NotifyDoor): Promise<string> {
  const { state } = deps;
  const plans = state.plans().map(({ definition, vaultId, vaultPlace, timing }): PlanInput => {
    const credentials = state.vaults().find(({ id }) => id === vaultId)?.credentials;
    const { name, sources, scheme, exclude, level, schedule, keep } = definition;
    return {
      name,
      sources: sources.map(({ path }) => path),
      vault: vaultPlace,
      scheme,
      exclude,
      level,
      schedule,
      keep,
      timing: timingOf({ timing }),
      ...(watchedPaths(state, definition.id) !== undefined && { watchFile: true }),
      ...(credentials && { credentials }),
    };
  });
  const told = toldOf(await notify.settings());
  const whole = {
    strongroom: 'configuration',
    version: CONFIGURATION_VERSION,
    plans,
    holidays: holidaysOf(deps),
    notify: told,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/**
 * Adds the plans that can be made here; one that cannot is skipped with its reason and changes nothing. Holidays are added to those that
 * are there, and who is told is taken over where nobody is told yet. `preview` only says what would happen. Throws `config-invalid` for a
 * text that is no configuration, `holiday-invalid`, and for want of the PIN, where somebody would be told: then nothing is changed at all.
 */
export async function importConfiguration(
  deps: PlanDeps,
  { json, preview, pin }: { readonly json: string; readonly preview: boolean; readonly pin?: string | undefined },
  around: Surroundings,
): Promise<ConfigImported> {
  const given = parsed(json);
  const told = given.notify && (await newlyTold(given.notify, around.notify));
  const change = told?.change;
  if (change && !preview) await around.pin.demand(pin);
  const plans = await importPlans(deps, given.plans, { preview, birth: around.birth });
  const holidays = given.holidays.filter((day) => !holidaysOf(deps).includes(day));
  if (holidays.length > 0 && !preview) changeHolidays(deps, [...holidaysOf(deps), ...holidays]);
  if (change && !preview) await around.notify.change(change, pin);
  return { ...plans, holidays, told: told?.outcome ?? 'nobody', toType: told?.toType ?? [] };
}

async function importPlans(
  deps: PlanDeps,
  plans: Configuration['plans'],
  { preview, birth }: { readonly preview: boolean } & Pick<Surroundings, 'birth'>,
): Promise<Pick<ConfigImported, 'added' | 'skipped'>> {
  const added: string[] = [];
  const skipped: ConfigImported['skipped'] = [];
  for (const given of plans) {
    try {
      const input = parsePlan(given);
      if (added.some((name) => name.toLowerCase() === input.name.trim().toLowerCase()))
        throw new EngineError('plan-name-taken', { subject: input.name });
      if (preview) checkNewPlan(deps, input);
      else await addPlan(deps, input, { ...birth, secret: {} });
      added.push(input.name);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      skipped.push({ name: given.name, failure: failureOf(error) });
    }
  }
  return { added, skipped };
}

type NewlyTold = Pick<ConfigImported, 'toType'> & {
  readonly outcome: ConfigImported['told'];
  readonly change?: NotifyChange;
};

/** A webhook cannot be taken over without the key that its address is: that is only asked for. */
async function newlyTold({ language, mail, webhook, digest }: CarriedNotify, notify: NotifyDoor): Promise<NewlyTold> {
  if (!mail && !webhook) return { outcome: 'nobody', toType: [] };
  const here = await notify.settings();
  if (here.mail ?? here.webhook) return { outcome: 'kept', toType: [] };
  const { hasPassword, ...settings } = mail ?? { hasPassword: false };
  return {
    outcome: 'taken',
    toType: [...(hasPassword ? (['mail-password'] as const) : []), ...(webhook ? (['webhook-address'] as const) : [])],
    change: { language, digest, ...(mail && { mail: settings as MailSettings }) },
  };
}

function toldOf({ language, mail, webhook, digest }: Awaited<ReturnType<NotifyDoor['settings']>>): CarriedNotify {
  // The shape leaves out how telling them went.
  const carried = zCarriedMail.nullable();
  return {
    language,
    mail: carried.parse(mail),
    webhook: webhook && { format: webhook.format, origin: webhook.origin },
    digest,
  };
}

function parsed(json: string): Configuration {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new EngineError('config-invalid', { detail: 'JSON', cause });
  }
  const result = zConfiguration.safeParse(value);
  if (!result.success)
    throw new EngineError('config-invalid', { detail: result.error.issues[0]?.path.join('.') || 'strongroom' });
  if (result.data.version > CONFIGURATION_VERSION)
    throw new EngineError('config-invalid', { detail: `version ${result.data.version}` });
  return result.data;
}

function parsePlan(given: { name: string }): PlanInput {
  const result = zConfiguredPlan.safeParse(given);
  if (result.success) return result.data;
  throw new EngineError('usage', { subject: given.name, detail: result.error.issues[0]?.path.join('.') ?? '' });
}
