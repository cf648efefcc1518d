import type { z } from 'zod';
import {
  APP_VERSION,
  type CallInput,
  type CallName,
  type CallOutput,
  CALLS,
  CONTRACT_VERSION,
  DISCARD,
  type Failure,
  type Reply,
  zAsk,
} from '../contract/index.ts';
import { diagnose, type Engine, EngineError } from '../engine/engine.ts';
import { createWords, runCsv } from '../words/index.ts';
import type { JobBoard, JobOrder } from './job-board.ts';
import { kitOf } from './recovery-kit.ts';

/** What the engine can do, without how it does it: a fake fits too, and one that does it in other processes. */
export type EngineDoor = { readonly [K in Exclude<keyof Engine, 'apart'>]: Engine[K] } & {
  /** Where it is not there, what it does is done here. */
  readonly diagnose?: (input: CallInput<'diagnostics.make'>) => Promise<CallOutput<'diagnostics.make'>>;
};

export interface DispatcherDeps {
  /** Opened at first need; a failure to open is the answer to each call until it goes. */
  readonly engine: () => Promise<EngineDoor>;
  readonly home: string;
  readonly board: JobBoard;
  readonly plansChanged: () => void;
  readonly wake: () => void;
  /** The watchdog looks at once: something that alarms follow from has changed. */
  readonly watch: () => void;
  /** Nobody has touched the computer for so long. */
  readonly idleFor: (seconds: number) => void;
  readonly toFailure: (error: unknown) => Failure;
}

type Parsed<N extends CallName> = Present<z.output<(typeof CALLS)[N]['input']>>;
/** Parsing leaves absent what was absent, so an optional field is never there as `undefined`. */
type Present<T> = T extends object ? { [K in keyof T]: Exclude<T[K], undefined> } : T;
type Handlers = { readonly [N in CallName]: (input: Parsed<N>) => Promise<CallOutput<N>> };

/** Answers one message of the other side, whatever it holds; undefined where it has not even an id to answer to. */
export function createDispatcher(
  deps: DispatcherDeps,
): (message: unknown) => Promise<{ id: number; reply: Reply } | undefined> {
  const handlers = createHandlers(deps);
  let greeted = false;

  const answer = async (call: CallName, input: unknown): Promise<unknown> => {
    const parsed = CALLS[call].input.safeParse(input);
    if (!parsed.success) throw new EngineError('usage', { subject: parsed.error.issues[0]?.path.join('.') || call });
    if (!greeted && call !== 'app.hello') throw new EngineError('version-mismatch');
    const value = await handlers[call](parsed.data as never);
    if (call === 'app.hello') greeted = true;
    return value;
  };

  return async (message) => {
    const ask = zAsk.safeParse(message);
    if (!ask.success) {
      const id = idOf(message);
      return id === undefined ? undefined : { id, reply: { ok: false, error: { code: 'usage' } } };
    }
    const { id, call, input } = ask.data;
    try {
      return { id, reply: { ok: true, value: await answer(call, input) } };
    } catch (error) {
      return { id, reply: { ok: false, error: deps.toFailure(error) } };
    }
  };
}

function createHandlers({ engine, home, board, plansChanged, wake, watch, idleFor }: DispatcherDeps): Handlers {
  const order = async (
    verb: JobOrder['verb'],
    plan: string,
    run: (engine: EngineDoor, control: Parameters<JobOrder['run']>[0]) => ReturnType<JobOrder['run']>,
  ) => {
    const opened = await engine();
    const { id: planId, name } = await opened.planShow(plan);
    if (verb === 'backup' || verb === 'consolidate') refuseSecond(verb, name, board.unfinished(verb, planId));
    return { jobId: board.start({ verb, planId, run: (control) => run(opened, control) }) };
  };
  const startedAt = new Date();
  const changing = async <T>(change: Promise<T>): Promise<T> => change.finally(plansChanged);

  return {
    'app.hello': async ({ contract }) => {
      if (contract !== CONTRACT_VERSION)
        throw new EngineError('version-mismatch', { detail: `${contract}, ${CONTRACT_VERSION}` });
      return { contract: CONTRACT_VERSION, version: APP_VERSION };
    },
    'status.get': async () => (await engine()).status(),
    'plan.list': async () => (await engine()).planList(),
    'plan.add': async ({ secret, ...input }) => changing((await engine()).planAdd(input, secret)),
    'plan.adopt': async (input) => changing((await engine()).planAdopt(input)),
    'plan.remove': async ({ plan, pin }) => {
      await changing((await engine()).planRemove(plan, pin));
      return {};
    },
    'run.list': async (input) => (await engine()).runList(input),
    'run.troubles': async ({ run }) => (await engine()).runTroubles(run),
    'run.csv': async ({ language, ...filter }) => {
      const { rows } = await (await engine()).runList(filter);
      return { csv: runCsv(createWords(language, 'window'), rows) };
    },
    'plan.edit': async ({ plan, change, pin }) => changing((await engine()).planEdit(plan, change, pin)),
    'disk.add': async ({ secret, ...input }) => changing((await engine()).disks.add(input, secret)),
    'disk.rename': async (input) => {
      await changing((await engine()).disks.rename(input));
      return {};
    },
    'disk.remove': async (input) => {
      await changing((await engine()).disks.remove(input));
      return {};
    },
    'disk.eject': async (input) => changing((await engine()).disks.eject(input)),
    'plan.pause': async ({ plan }) => {
      await changing((await engine()).schedule.pause(plan));
      return {};
    },
    'plan.resume': async ({ plan }) => {
      await changing((await engine()).schedule.resume(plan));
      return {};
    },
    'plan.estimate': async (input) => (await engine()).estimate(input),
    'pin.get': async () => (await engine()).pin.state(),
    'pin.set': async (change) => (await engine()).pin.set(change),
    'notify.get': async () => (await engine()).notify.settings(),
    'notify.set': async ({ pin, ...change }) => (await engine()).notify.change(change, pin),
    'notify.test': async ({ channel }) => (await engine()).notify.test(channel),
    'limits.get': async () => (await engine()).limits(),
    'limits.set': async (change) => (await engine()).limitsSet(change),
    'config.export': async () => (await engine()).configExport(),
    'config.import': async (input) => changing((await engine()).configImport(input)),
    'schedule.look': async (draft) => (await engine()).schedule.look(draft),
    'schedule.until': async ({ until }) => (await engine()).schedule.until(until),
    'schedule.event': async ({ event }) => {
      if ((await (await engine()).schedule.event(event)) > 0) wake();
      return {};
    },
    'holiday.get': async () => (await engine()).schedule.holidays(),
    'holiday.set': async ({ holidays }) => changing((await engine()).schedule.holidaysSet(holidays)),
    'schedule.idle': async ({ seconds }) => {
      idleFor(seconds);
      return {};
    },
    'schedule.wake': async () => {
      wake();
      return {};
    },
    'diagnostics.make': async (input) => {
      const opened = await engine().catch(() => undefined);
      return opened?.diagnose ? opened.diagnose(input) : diagnose(home, engine, input);
    },
    'exclude.builtin': async () => (await engine()).builtinExcludes(),
    'point.list': async ({ plan }) => (await engine()).points(plan),
    'file.list': async (input) => (await engine()).files(input),
    'folder.nearest': async ({ plan, ...folder }) => (await engine()).nearestFolder(plan, folder),
    'file.find': async (input) => (await engine()).find(input),
    'file.versions': async ({ plan, path }) => (await engine()).fileVersions(plan, path),
    'file.preview': async (input) => (await engine()).filePreview(input),
    'vault.open': async ({ place, secret, credentials }) =>
      changing((await engine()).vaultOpen(place, secret, credentials)),
    'vault.unlock': async ({ plan, secret }) => {
      await changing((await engine()).unlock(plan, secret));
      return {};
    },
    'vault.lock': async ({ plan }) => {
      await changing((await engine()).lock(plan));
      return {};
    },
    'vault.passphrase': async ({ plan, secret, next, pin }) => {
      await (await engine()).passphraseChange(plan, secret, next, pin);
      plansChanged();
      return {};
    },
    'place.test': async ({ place, credentials, newHostKey }) =>
      (await engine()).placeTest(place, credentials, newHostKey),
    'vault.look': async ({ place, credentials }) => ({ holds: await (await engine()).vaultLook(place, credentials) }),
    'fleet.vaults': async () => (await engine()).fleetVaults(),
    'fleet.get': async ({ vault }) => (await engine()).fleet(vault),
    'kit.key': async ({ plan, pin }) => ({ recoveryKey: (await (await engine()).recoveryKit(plan, pin)).recoveryKey }),
    'kit.make': async (input) => ({
      base64: (await kitOf(await engine(), input)).toString('base64'),
    }),
    'restore.preview': async (input) => (await engine()).restorePreview(input),
    'backup.start': (input) => order('backup', input.plan, (opened, control) => opened.backup(input, control)),
    'restore.start': (input) => order('restore', input.plan, (opened, control) => opened.restore(input, control)),
    'verify.start': (input) => order('verify', input.plan, (opened, control) => opened.verify(input, control)),
    'consolidate.start': (input) =>
      order('consolidate', input.plan, (opened, control) => opened.consolidate(input, control)),
    'copy.add': async (input) => changing((await engine()).copyAdd(input)),
    'copy.remove': async ({ plan, copy, pin }) => {
      await changing((await engine()).copyRemove(plan, copy, pin));
      return {};
    },
    'copy.start': (input) => order('copy', input.plan, (opened, control) => opened.copy(input, control)),
    'hold.answer': async (input) => {
      await changing((await engine()).holdAnswer(input));
      return {};
    },
    'repair.start': (input) => order('repair', input.plan, (opened, control) => opened.repair(input, control)),
    'undo.start': async ({ restore }) => {
      const opened = await engine();
      const planId = await opened.undoPlan(restore);
      return { jobId: board.start({ verb: 'undo', planId, run: (control) => opened.undo({ restore }, control) }) };
    },
    'alarm.look': async () => {
      const looked = await (await engine()).alarms.look('service');
      watch();
      return looked;
    },
    'alarm.closed': async ({ limit }) => (await engine()).alarms.closed(limit),
    'alarm.acknowledge': async (input) => (await engine()).alarms.acknowledge(input).finally(watch),
    'alarm.claim': async () => {
      const telling = await (await engine()).alarms.claim({ channel: 'notification', since: startedAt });
      return telling === undefined ? {} : { telling };
    },
    'alarm.told': async ({ telling }) => {
      await (await engine()).alarms.told({ telling, channel: 'notification' });
      watch();
      return {};
    },
    'gap.accepted': async ({ plan }) => (await engine()).alarms.acceptedGaps(plan),
    'gap.accept': async (input) => changing((await engine()).alarms.acceptGap(input)).finally(watch),
    'gap.refuse': async (input) => {
      await changing((await engine()).alarms.refuseGap(input)).finally(watch);
      return {};
    },
    'prune.preview': async (input) => (await engine()).prunePreview(input),
    'prune.start': async (input) => {
      // The engine asks again when the job begins; asked here as well, the call itself says what is missing.
      if (!input.undo) await (await engine()).pin.demand(input.pin);
      return await order('prune', input.plan, (opened, control) => opened.prune(input, control));
    },
    'job.cancel': async ({ jobId, discard }) => {
      if (!board.cancel(jobId, discard ? DISCARD : undefined)) throw new EngineError('usage', { subject: jobId });
      return {};
    },
    'job.pause': async ({ jobId }) => {
      if (!board.pause(jobId)) throw new EngineError('usage', { subject: jobId });
      return {};
    },
    'job.resume': async ({ jobId }) => {
      if (!board.resume(jobId)) throw new EngineError('usage', { subject: jobId });
      return {};
    },
  };
}

function refuseSecond(
  verb: 'backup' | 'consolidate',
  plan: string,
  unfinished: ReturnType<JobBoard['unfinished']>,
): void {
  if (!unfinished) return;
  const { job, by } = unfinished;
  const holder = job.state === 'waiting' ? undefined : { verb, plan, since: job.startedAt, by };
  throw new EngineError('busy', { subject: plan, holder });
}

function idOf(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined;
  return typeof message.id === 'number' && Number.isSafeInteger(message.id) ? message.id : undefined;
}
