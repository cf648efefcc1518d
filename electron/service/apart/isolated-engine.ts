import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BackupResult, DISCARD, type Failure, type Plan } from '../../contract/index.ts';
import {
  type AlarmDoor,
  type DiskDoor,
  type Engine,
  EngineError,
  type EngineOptions,
  type JobControl,
  type NotifyDoor,
  openEngine,
  type ScheduleDoor,
} from '../../engine/engine.ts';
import type { EngineDoor } from '../dispatcher.ts';
import { isolatedAlarms } from './isolated-alarms.ts';
import { isolatedDisks } from './isolated-disks.ts';
import { isolatedNotify } from './isolated-notify.ts';
import { isolatedSchedule } from './isolated-schedule.ts';
import { PATIENCE, type Patience } from './patience.ts';
import { PlaceProcesses } from './place-processes.ts';
import type { ApartMethod, TravellingOptions } from './protocol.ts';

type Params<M extends keyof Engine> = Engine[M] extends (...given: infer A) => unknown ? A : never;
type Result<M> = M extends keyof Engine
  ? Engine[M] extends (...given: never[]) => infer R
    ? Awaited<R>
    : never
  : M extends 'scheduleRun'
    ? BackupResult
    : unknown;

export interface IsolatedDeps {
  readonly options: TravellingOptions;
  readonly writeLetter?: EngineOptions['writeLetter'];
  readonly patience?: Partial<Patience>;
  readonly report: (error: unknown) => void;
  /** For one whose end somebody waits for who reads what it says: nothing that stands still may hold that. */
  readonly errors?: 'ignore';
  /** A place fell silent, or is heard again. */
  readonly onSilence?: () => void;
}

/** Whoever opens the window wants to see it first. */
const PREPARE_AFTER_MS = 2000;
/** Whoever asks while vaults are read again waits for so long. */
const READ_AGAIN_MS = 10_000;

/**
 * The engine's door with nothing behind it that waits for a disk or a server: whatever may touch a place or a source is done by an
 * engine in another process. Jobs have one for each plan, everything else one for each place; what concerns many has its own.
 */
export class IsolatedEngine implements EngineDoor {
  readonly pin: Engine['pin'];
  readonly disks: DiskDoor;
  readonly schedule: ScheduleDoor;
  readonly alarms: AlarmDoor;
  readonly notify: NotifyDoor;
  readonly #front: Engine;
  readonly #processes: PlaceProcesses;
  readonly #report: (error: unknown) => void;
  /** Plans whose cancelled backup was to leave nothing, and was ended before it could see to that. */
  readonly #toBeginAnew = new Set<string>();
  #reading: Promise<void> | undefined;
  #isClosed = false;
  #mendings = 0;
  #mending: Promise<void> | undefined;

  private constructor(front: Engine, { options, patience, report, errors, onSilence }: IsolatedDeps) {
    this.#front = front;
    this.#report = report;
    this.pin = front.pin;
    this.disks = isolatedDisks({
      front,
      here: (work) => this.#here(work),
      apart: (key, method, args, touches) => this.#apart(key, method, args, touches),
      idle: () => this.#processes.closeIdle(),
    });
    this.schedule = isolatedSchedule({
      here: (work) => this.#here(work),
      run: (due, control) =>
        this.#saving(due.plan, control, () => this.#job('scheduleRun', due.plan, [due], control, 'sources')),
    });
    this.alarms = isolatedAlarms((work) => this.#here(work));
    this.notify = isolatedNotify((work) => this.#here(work));
    const { apart } = front;
    this.#processes = new PlaceProcesses({
      options,
      patience: { ...PATIENCE, ...patience },
      errors,
      keys: () => apart.heldKeys(),
      onKeys: (keys) => apart.hold(keys),
      endRuns: (presence, plan, failure) => this.#quietly(() => apart.endRunsOf(presence, plan, endOf(failure))),
      onGone: (presence) => this.#quietly(() => apart.forgetPresence(presence)),
      report,
      onSilence: onSilence ?? (() => {}),
    });
  }

  /** Throws what opening an engine throws. */
  static async open(deps: IsolatedDeps): Promise<IsolatedEngine> {
    const isolated = new IsolatedEngine(await openEngine({ ...deps.options, ...wordsOf(deps), role: 'front' }), deps);
    const { undoLeft } = isolated.#front.apart;
    if (undoLeft === 'kept') void isolated.#tidyUndo(PREPARE_AFTER_MS);
    // A restore that was killed is offered to be taken back from the first moment on, unless its disk stands still.
    if (undoLeft === 'broken')
      await Promise.race([isolated.#tidyUndo(0), wait(READ_AGAIN_MS, undefined, { ref: false })]);
    return isolated;
  }

  get pids(): number[] {
    return this.#processes.pids;
  }

  status: EngineDoor['status'] = async () => {
    const { plans, ...facts } = await this.#here((engine) => engine.status());
    return { ...facts, plans: plans.map((plan) => this.#withSilence(plan)) };
  };
  planList: EngineDoor['planList'] = async () =>
    (await this.#here((engine) => engine.planList())).map((plan) => this.#withSilence(plan));
  planShow: EngineDoor['planShow'] = async (plan) =>
    this.#withSilence(await this.#here((engine) => engine.planShow(plan)));
  planRemove: EngineDoor['planRemove'] = (...given) => this.#here((engine) => engine.planRemove(...given));
  limits: EngineDoor['limits'] = () => this.#here((engine) => engine.limits());
  limitsSet: EngineDoor['limitsSet'] = (change) => this.#here((engine) => engine.limitsSet(change));
  configExport: EngineDoor['configExport'] = () => this.#here((engine) => engine.configExport());
  points: EngineDoor['points'] = (plan) => this.#here((engine) => engine.points(plan));
  runList: EngineDoor['runList'] = (filter) => this.#here((engine) => engine.runList(filter));
  runTroubles: EngineDoor['runTroubles'] = (run) => this.#here((engine) => engine.runTroubles(run));
  undoPlan: EngineDoor['undoPlan'] = (restore) => this.#here((engine) => engine.undoPlan(restore));
  fleetVaults: EngineDoor['fleetVaults'] = () => this.#here((engine) => engine.fleetVaults());
  builtinExcludes: EngineDoor['builtinExcludes'] = () => this.#front.builtinExcludes();

  planAdd: EngineDoor['planAdd'] = (input, ...more) =>
    this.#apart(input.vault, 'planAdd', [input, ...more], [input.vault, ...input.sources]);
  vaultOpen: EngineDoor['vaultOpen'] = (place, ...more) => this.#apart(place, 'vaultOpen', [place, ...more], [place]);
  placeTest: EngineDoor['placeTest'] = (place, ...more) => this.#apart(place, 'placeTest', [place, ...more], [place]);
  vaultLook: EngineDoor['vaultLook'] = (place, ...more) => this.#apart(place, 'vaultLook', [place, ...more], [place]);
  fleet: EngineDoor['fleet'] = async (vault, ...more) => {
    const known = (await this.fleetVaults()).find(({ vaultId }) => vaultId === vault);
    const place = known?.vault ?? vault;
    return await this.#apart(place, 'fleet', [vault, ...more], [place]);
  };
  estimate: EngineDoor['estimate'] = (input) =>
    this.#apart(
      'estimate',
      'estimate',
      [input],
      [...input.sources, ...(input.vault === undefined ? [] : [input.vault])],
    );
  configImport: EngineDoor['configImport'] = (input) => this.#apart('configuration', 'configImport', [input]);

  find: EngineDoor['find'] = (input) => this.#apart('finding', 'find', [input], this.#front.apart.vaultPlaces());
  prepareFinding: EngineDoor['prepareFinding'] = async () => {
    const plans = await this.planList();
    // Nothing to be found, and no process for that.
    if (plans.every(({ lastGoodAt, gaps }) => lastGoodAt === undefined && gaps === undefined)) return;
    await wait(PREPARE_AFTER_MS, undefined, { ref: false });
    if (this.#isClosed) return;
    await this.#apart('finding', 'prepareFinding', [], this.#front.apart.vaultPlaces());
  };

  /** Only new sources and a new place are looked at. */
  planEdit: EngineDoor['planEdit'] = (plan, change, pin) =>
    change.sources === undefined && change.vault === undefined && change.watchFile === undefined
      ? this.#here((engine) => engine.planEdit(plan, change, pin))
      : change.vault === undefined
        ? this.#of(plan, 'planEdit', [plan, change, pin], change.watchFile === undefined ? change.sources : 'sources')
        : this.#moved(plan, change, pin);
  planAdopt: EngineDoor['planAdopt'] = (input) =>
    this.#of(
      input.plan,
      'planAdopt',
      [input],
      input.sources?.map(({ path }) => path),
    );
  files: EngineDoor['files'] = (input) => this.#of(input.plan, 'files', [input]);
  nearestFolder: EngineDoor['nearestFolder'] = (plan, folder) => this.#of(plan, 'nearestFolder', [plan, folder]);
  filePreview: EngineDoor['filePreview'] = (input) => this.#of(input.plan, 'filePreview', [input]);
  /** The newest version is compared with what is at its place. */
  fileVersions: EngineDoor['fileVersions'] = (plan, path) => this.#of(plan, 'fileVersions', [plan, path], 'sources');
  prunePreview: EngineDoor['prunePreview'] = (input) => this.#of(input.plan, 'prunePreview', [input]);
  restorePreview: EngineDoor['restorePreview'] = (input) =>
    this.#of(input.plan, 'restorePreview', [input], targetOf(input));
  unlock: EngineDoor['unlock'] = (plan, secret) => this.#of(plan, 'unlock', [plan, secret]);
  recoveryKit: EngineDoor['recoveryKit'] = (...given) => this.#of(given[0], 'recoveryKit', given);
  passphraseChange: EngineDoor['passphraseChange'] = (...given) => this.#of(given[0], 'passphraseChange', given);

  /** At once, also where a process does not answer: it takes this in before anything that it is asked for later. */
  lock: EngineDoor['lock'] = async (plan) => {
    const { vaultId } = await this.#here((engine) => engine.apart.whereIs(plan));
    this.#front.apart.lock(vaultId);
    this.#processes.lock(vaultId);
  };

  backup: EngineDoor['backup'] = async (input, control) => {
    const { planId } = await this.#here((engine) => engine.apart.whereIs(input.plan));
    const anew = this.#toBeginAnew.delete(planId) ? { fresh: true } : {};
    return await this.#saving(planId, control, () =>
      this.#job('backup', input.plan, [{ ...input, ...anew }], control, 'sources'),
    );
  };
  restore: EngineDoor['restore'] = (input, control) =>
    this.#job('restore', input.plan, [input], control, targetOf(input));
  verify: EngineDoor['verify'] = (input, control) => this.#job('verify', input.plan, [input], control);
  consolidate: EngineDoor['consolidate'] = (input, control) => this.#job('consolidate', input.plan, [input], control);
  holdAnswer: EngineDoor['holdAnswer'] = (input) => this.#of(input.plan, 'holdAnswer', [input], 'sources');
  copyAdd: EngineDoor['copyAdd'] = (input) => this.#of(input.plan, 'copyAdd', [input], [input.place]);
  copyRemove: EngineDoor['copyRemove'] = (...given) => this.#here((engine) => engine.copyRemove(...given));
  copy: EngineDoor['copy'] = (input, control) => this.#job('copy', input.plan, [input], control);
  repair: EngineDoor['repair'] = (input, control) => this.#job('repair', input.plan, [input], control);
  prune: EngineDoor['prune'] = (input, control) => this.#job('prune', input.plan, [input], control);
  /** Perhaps of a plan that is no more. */
  undo: EngineDoor['undo'] = async (input, control) => {
    const planId = await this.undoPlan(input.restore);
    const plan = (await this.planList()).find(({ id }) => id === planId);
    const touches = plan?.sources.map(({ path }) => path) ?? [];
    return await this.#apart(`plan ${planId}`, 'undo', [input], touches, { planId, control: control ?? {} });
  };

  /** A bundle for whoever helps, written wherever a person has chosen. */
  diagnose: NonNullable<EngineDoor['diagnose']> = (input) =>
    this.#apart(
      'diagnostics',
      'diagnose',
      [input],
      input.to === undefined ? [] : [dirname(input.to)],
    ) as Promise<never>;

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#processes.close();
    await this.#front.close();
  }

  async #tidyUndo(afterMs: number): Promise<void> {
    await wait(afterMs, undefined, { ref: false });
    if (this.#isClosed) return;
    try {
      await this.#apart('undo', 'tidyUndo', []);
    } catch (error) {
      // What cannot be done now is done at another start.
      if (!(error instanceof EngineError)) this.#report(error);
    }
  }

  /** By the engine of this process. */
  async #here<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    const value = await this.#mended(() => work(this.#front));
    if (!this.#front.apart.isCatalogueLost) return value;
    await this.#readAgain();
    return await work(this.#front);
  }

  /** The place until now may be lost, or stand still: nothing waits for it. */
  async #moved(...[plan, change, pin]: Params<'planEdit'>): Promise<Plan> {
    const { sources } = await this.#here((engine) => engine.apart.whereIs(plan));
    const [vault = '', seen] = [change.vault, change.sources ?? sources];
    return await this.#apart(vault, 'planEdit', [plan, change, pin], [vault, ...seen]);
  }

  async #of<M extends ApartMethod & keyof Engine>(
    plan: string,
    method: M,
    args: Params<M>,
    also: readonly string[] | 'sources' = [],
  ): Promise<Result<M>> {
    const { place, places, sources } = await this.#here((engine) => engine.apart.whereIs(plan));
    return await this.#apart(place, method, args, [...places, ...(also === 'sources' ? sources : also)]);
  }

  async #job<M extends ApartMethod>(
    method: M,
    plan: string,
    args: readonly unknown[],
    control: JobControl | undefined,
    also: readonly string[] | 'sources' = [],
  ): Promise<Result<M>> {
    const { planId, places, sources } = await this.#here((engine) => engine.apart.whereIs(plan));
    const touches = [...places, ...(also === 'sources' ? sources : also)];
    return await this.#apart(`plan ${planId}`, method, args, touches, { planId, control: control ?? {} });
  }

  #apart<M extends ApartMethod>(
    key: string,
    method: M,
    args: readonly unknown[],
    touches: readonly string[] = [],
    job?: { readonly planId: string; readonly control: JobControl },
  ): Promise<Result<M>> {
    const errand = { method, args, touches: this.#folders(touches), ...(job && { job }) };
    return this.#mended(() => this.#processes.do(key, errand)) as Promise<never>;
  }

  #withSilence(plan: Plan): Plan {
    const { silences } = this.#processes;
    const path = this.#folders([plan.vault, ...plan.sources.map((source) => source.path)]).find((each) =>
      silences.has(each),
    );
    if (path === undefined) return plan;
    return { ...plan, silent: { path, since: new Date(silences.get(path) ?? 0).toISOString() } };
  }

  #folders(places: readonly string[]): string[] {
    return this.#front.apart.foldersAmong(places);
  }

  async #saving<T>(planId: string, control: JobControl | undefined, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (control?.signal?.aborted && control.signal.reason === DISCARD) this.#toBeginAnew.add(planId);
      throw error;
    }
  }

  /** A damaged catalogue is only ever set aside from here, with as few processes holding it as can be. */
  async #mended<T>(work: () => Promise<T>): Promise<T> {
    const mendings = this.#mendings;
    try {
      return await work();
    } catch (error) {
      const { cataloguePath } = this.#front.apart;
      const isIt = error instanceof EngineError && error.code === 'state-damaged' && error.subject === cataloguePath;
      if (!isIt) throw error;
      if (mendings === this.#mendings) this.#mending ??= this.#mend().finally(() => (this.#mending = undefined));
      await this.#mending;
      return await work();
    }
  }

  async #mend(): Promise<void> {
    await this.#processes.closeIdle();
    this.#mendings += 1;
    this.#front.apart.setCatalogueAside();
    await this.#readAgain();
  }

  /** Reads all known vaults into a new catalogue, each where it can stand still alone. */
  async #readAgain(): Promise<void> {
    const { apart } = this.#front;
    const read = (place: string): Promise<unknown> =>
      this.#processes.do(place, { method: 'vaultOpen', args: [place], touches: this.#folders([place]) });
    // A vault that is not there now is read at its next run.
    this.#reading ??= Promise.allSettled(apart.vaultPlaces().map(read)).then(() => {
      this.#quietly(() => apart.catalogueReadAgain());
      this.#reading = undefined;
    });
    await Promise.race([this.#reading, wait(READ_AGAIN_MS, undefined, { ref: false })]);
  }

  #quietly(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#report(error);
    }
  }
}

function wordsOf({ writeLetter }: IsolatedDeps): Pick<EngineOptions, 'writeLetter'> {
  return writeLetter ? { writeLetter } : {};
}

function endOf(failure: Failure): { outcome: 'cancelled' | 'failed'; failure: Failure } {
  return { outcome: failure.code === 'cancelled' ? 'cancelled' : 'failed', failure };
}

function targetOf({ target, map }: Params<'restore'>[0]): readonly string[] | 'sources' {
  if (target.kind === 'folder') return [target.path];
  if (target.kind === 'zip') return [dirname(target.path)];
  return map && map.length > 0 ? map.map(({ to }) => to) : 'sources';
}
