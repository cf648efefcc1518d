import { mkdirSync } from 'node:fs';
import { vi } from 'vitest';
import type { Condition } from '../../electron/contract/index.ts';
import { EngineError } from '../../electron/engine/base/index.ts';
import { DataFolder } from '../../electron/engine/data-folder.ts';
import { type DueRun, pausePlan, resumePlan, runDue, takeDueRun } from '../../electron/engine/due/index.ts';
import { findOwnPlan, type PlanDeps } from '../../electron/engine/ledger/index.ts';
import { changeHolidays } from '../../electron/engine/ledger/timing.ts';
import { editPlan } from '../../electron/engine/ledger/plan-edit.ts';
import { momentsOf, type Spec, specs } from './calendar-oracle.ts';
import type { EnginePlace } from './engine-place.ts';
import type { Prng } from './prng.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const CONDITIONS: readonly Condition[] = ['mains', 'network', 'idle'];

interface Try {
  readonly at: string;
  readonly attempt: number;
  readonly isSaved: boolean;
}

interface Followed {
  readonly id: string;
  readonly name: string;
  readonly spec: Spec;
  /** Moments that went by on the clock of this computer, each once. */
  readonly expected: Set<string>;
  /** What a plan had been promised before the time zone changed, and what its clock showed twice: may be run. */
  readonly promised: Set<string>;
  readonly tries: Try[];
}

/**
 * A computer of an office for as long as wanted, with a clock of its own: what looks after the schedules, the state and what becomes of due runs are those of
 * the product, the backups themselves are only noted. Two processes look after the schedules, as tray and `run-due` do.
 */
export class SimulatedOffice {
  readonly #place: EnginePlace;
  readonly #prng: Prng;
  readonly #plans: Followed[] = [];
  readonly #folders: (DataFolder | undefined)[] = [undefined, undefined];
  readonly #log: string[] = [];
  readonly #holidays: readonly string[];
  #clock: number;
  #passedUntil: number;
  #aliveSince: number;
  #isVaultThere = true;
  #unmet: Condition[] = [];

  constructor(place: EnginePlace, prng: Prng, { from, holidays }: { from: Date; holidays: readonly string[] }) {
    this.#place = place;
    this.#prng = prng;
    this.#clock = from.getTime();
    this.#passedUntil = this.#clock;
    this.#aliveSince = this.#clock;
    this.#holidays = holidays;
  }

  async open(): Promise<void> {
    vi.setSystemTime(this.#clock);
    mkdirSync(this.#place.source, { recursive: true });
    const engine = await this.#place.open();
    const all = specs(this.#holidays);
    for (let n = 0; n < 4; n++) {
      const spec = this.#prng.pick(all);
      const name = `plan ${n}`;
      const added = await engine.planAdd({
        name,
        sources: [this.#place.source],
        vault: this.#place.path(`vault-${n}`),
        schedule: spec.text,
        timing: {
          catchUp: this.#prng.chance(0.8),
          waitsFor: this.#prng.chance(0.5) ? [this.#prng.pick(CONDITIONS)] : [],
          waitMinutes: this.#prng.int(20, 300),
        },
      });
      this.#plans.push({ id: added.id, name, spec, expected: new Set(), promised: new Set(), tries: [] });
    }
    await engine.close();
    await this.#with(0, (deps) => void changeHolidays(deps, this.#holidays));
  }

  /** Something happens, and time goes by. */
  async step(): Promise<void> {
    const { chance, int, pick } = bound(this.#prng);
    const zones = ['Europe/Berlin', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe'];
    // How likely each is, in thousandths.
    const events: [number, () => void | Promise<void>][] = [
      [12, () => this.#sleep(int(1, 60) * HOUR_MS, chance(0.5))],
      [4, () => this.#setClock(int(-50, 50) * HOUR_MS)],
      [4, () => this.#changeZone(pick(zones))],
      [10, () => void (this.#isVaultThere = !this.#isVaultThere)],
      [10, () => this.#turnPause()],
      [20, () => void (this.#unmet = CONDITIONS.filter(() => chance(0.4)))],
      [5, () => this.#editTiming()],
    ];
    for (const [thousandths, happen] of events) if (chance(thousandths / 1000)) await happen();
    this.#tick(int(1, 30) * MINUTE_MS + int(0, 59_999));
    await this.#look();
    if (chance(0.3)) await this.#look();
  }

  /** Everything that is there in the end, and what is wrong with it. */
  async faults(): Promise<string[]> {
    this.#isVaultThere = true;
    // What a clock has shown that was set back later is due when it is shown again.
    this.#tick(Math.max(0, this.#passedUntil - this.#clock) + MINUTE_MS);
    await this.#look();
    const rows = await this.#with(0, ({ state }) => ({
      noted: state.runs.list({ offset: 0, limit: -1, outcome: 'skipped' }).rows,
      open: state.dues.unfinished(),
    }));
    const faults = this.#plans.flatMap((plan) => {
      const noted = rows.noted
        .filter(({ planId, failure }) => planId === plan.id && !failure)
        .map((run) => run.startedAt);
      const tried = new Set(plan.tries.map(({ at }) => at));
      const open = new Set(rows.open.filter((row) => row.plan === plan.id).map(({ at }) => at));
      const told = new Set([...noted, ...tried, ...open]);
      const saved = plan.tries.filter(({ isSaved }) => isSaved).map(({ at }) => at);
      const attempts = new Set(plan.tries.map(({ at, attempt }) => `${at} ${attempt}`));
      return [
        ...[...plan.expected].filter((at) => !told.has(at)).map((at) => `${at} was neither run nor noted`),
        ...saved.filter((at, n) => saved.indexOf(at) !== n).map((at) => `${at} was run twice`),
        ...(attempts.size === plan.tries.length ? [] : ['an attempt was made twice']),
        ...[...tried, ...noted]
          .filter((at) => !plan.expected.has(at) && !plan.promised.has(at))
          .map((at) => `${at} was never due`),
      ].map((fault) => `${plan.name} (${plan.spec.text}): ${fault}`);
    });
    return faults.length === 0 ? [] : [...faults, '', ...this.#log];
  }

  get counts(): { due: number; tries: number } {
    return {
      due: this.#plans.reduce((sum, { expected }) => sum + expected.size, 0),
      tries: this.#plans.reduce((sum, { tries }) => sum + tries.length, 0),
    };
  }

  async close(): Promise<void> {
    for (const folder of this.#folders) await folder?.close();
  }

  async #look(): Promise<void> {
    const which = this.#prng.int(0, 1);
    for (;;) {
      const due = await this.#with(which, (deps) =>
        takeDueRun(deps, { aliveSince: new Date(this.#aliveSince), unmet: this.#unmet }),
      );
      if (!due) return;
      // The other process must not get it as well.
      if (this.#prng.chance(0.05)) {
        this.#note(`lost ${due.name} ${due.at}`);
        await this.#kill(which);
        return;
      }
      await this.#run(which, due);
    }
  }

  async #run(which: number, due: DueRun): Promise<void> {
    const plan = this.#plans.find(({ id }) => id === due.plan);
    const isSaved = this.#isVaultThere;
    plan?.tries.push({ at: due.at, attempt: due.attempt, isSaved });
    this.#note(`${isSaved ? 'ran' : 'failed'} ${due.name} ${due.at} for the ${due.attempt}. time`);
    await this.#with(which, (deps) =>
      runDue(deps, due, () => {
        const { runs } = deps.state;
        const run = runs.begin({
          plan: due.plan,
          planName: due.name,
          verb: 'backup',
          startedAt: new Date().toISOString(),
        });
        this.#tick(this.#prng.int(1, 20) * MINUTE_MS);
        const failure = { code: 'vault-unavailable' } as const;
        runs.end(run, isSaved ? { outcome: 'complete' } : { outcome: 'failed', failure });
        return isSaved
          ? Promise.resolve({ outcome: 'complete' })
          : Promise.reject(new EngineError('vault-unavailable'));
      }),
    ).catch((error: unknown) => {
      if (!(error instanceof EngineError)) throw error;
    });
  }

  /** The clock goes on, and what it shows on its way is due. */
  #tick(ms: number): void {
    const before = this.#clock;
    this.#clock += ms;
    vi.setSystemTime(this.#clock);
    // Shown for the second time, perhaps in another time zone: may be run, and need not.
    for (const plan of this.#plans)
      for (const at of momentsOf(plan.spec, before, Math.min(this.#passedUntil, this.#clock))) plan.promised.add(at);
    if (this.#clock <= this.#passedUntil) return;
    for (const plan of this.#plans)
      for (const at of momentsOf(plan.spec, this.#passedUntil, this.#clock)) plan.expected.add(at);
    this.#passedUntil = this.#clock;
  }

  /** A clock that goes back shows times again that it has shown already: they are due once. */
  #setClock(ms: number): void {
    this.#note(`clock set by ${ms / HOUR_MS} h`);
    if (ms > 0) return this.#tick(ms);
    this.#clock += ms;
    vi.setSystemTime(this.#clock);
  }

  async #sleep(ms: number, isOff: boolean): Promise<void> {
    this.#note(`${isOff ? 'off' : 'asleep'} for ${ms / HOUR_MS} h`);
    if (isOff) for (const which of [0, 1]) await this.#kill(which);
    this.#tick(Math.min(ms, 3 * DAY_MS));
    this.#aliveSince = this.#clock;
  }

  async #changeZone(zone: string): Promise<void> {
    await this.#look();
    const engine = await this.#with(0, ({ state }) => state.dues.unfinished().filter((row) => row.state === 'next'));
    for (const row of engine) this.#plans.find(({ id }) => id === row.plan)?.promised.add(row.at);
    process.env['TZ'] = zone;
    // Times of the new zone since the plan's last one may be made up for.
    for (const plan of this.#plans)
      for (const at of momentsOf(plan.spec, this.#clock - 40 * DAY_MS, this.#clock)) plan.promised.add(at);
    this.#note(`zone ${zone}`);
  }

  async #turnPause(): Promise<void> {
    const { name } = this.#prng.pick(this.#plans);
    await this.#with(0, (deps) => {
      const plan = findOwnPlan(deps, name);
      this.#note(`${plan.pausedSince === undefined ? 'paused' : 'resumed'} ${name}`);
      if (plan.pausedSince === undefined) pausePlan(deps, plan);
      else resumePlan(deps, plan);
    });
  }

  async #editTiming(): Promise<void> {
    const { name } = this.#prng.pick(this.#plans);
    const timing = { waitMinutes: this.#prng.int(20, 300), catchUp: this.#prng.chance(0.5) };
    this.#note(`edited ${name}`);
    await this.#with(0, (deps) => editPlan(deps, name, { change: { timing }, pin: undefined }).then(() => undefined));
  }

  #with<T>(which: number, work: (deps: PlanDeps) => T | Promise<T>): Promise<T> {
    const folder = (this.#folders[which] ??= new DataFolder(this.#place.home));
    return folder.with(work);
  }

  async #kill(which: number): Promise<void> {
    await this.#folders[which]?.close();
    this.#folders[which] = undefined;
  }

  #note(what: string): void {
    this.#log.push(`${new Date(this.#clock).toISOString()} ${what}`);
  }
}

function bound(prng: Prng) {
  return {
    chance: (probability: number) => prng.chance(probability),
    int: (low: number, high: number) => prng.int(low, high),
    pick: <T>(from: readonly T[]) => prng.pick(from),
  };
}
