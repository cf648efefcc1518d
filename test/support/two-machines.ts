import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BackupResult } from '../../electron/contract/index.ts';
import { type ChildEnd, startChild } from './child-engine.ts';
import { EnginePlace } from './engine-place.ts';
import type { Prng } from './prng.ts';
import { differences, snapshotTree, type TreeSnapshot } from './tree-snapshot.ts';
import { setFolders } from './vault-files.ts';

const NAMES = ['east', 'west'] as const;
type Name = (typeof NAMES)[number];
const PHASES = ['preparing', 'saving', 'checking', 'sealing'] as const;
/** More changes than a run makes in the vault or in its home, so that some come to their end. */
const CHANGES_MAX = 60;

/** What happens to a run: `null` lets it go to its end. */
type Fate =
  | null
  | { readonly killAt: { readonly change: number; readonly in: string } }
  | { readonly stopIn: (typeof PHASES)[number]; readonly forMs: number; readonly thenKill: boolean };

/** Two computers, each with a plan of its own, that back up into one vault at the same time. */
export class TwoMachines {
  readonly #prng: Prng;
  readonly #place = new EnginePlace('two');
  /** The tree that each set must give back, by its id. */
  readonly #trees = new Map<string, { readonly name: Name; readonly tree: TreeSnapshot }>();
  /** Every file of every set that was sealed, with its digest. */
  readonly #sealed = new Map<string, string>();
  /** Ids of the plans. */
  readonly #plans = new Map<Name, string>();
  readonly counts = { runs: 0, killed: 0, halted: 0, complete: 0, busy: 0, sets: 0 };

  constructor(prng: Prng) {
    this.#prng = prng;
  }

  async begin(): Promise<void> {
    for (const name of NAMES) {
      mkdirSync(this.#source(name), { recursive: true });
      for (let file = 0; file < 6; file++) this.#write(name, `f${file}`);
      const engine = await this.#place.open(this.#home(name));
      const { id } = await engine.planAdd({
        name,
        sources: [this.#source(name)],
        vault: this.#place.vault,
        keep: 'last 4 min 2',
      });
      this.#plans.set(name, id);
      await engine.close();
    }
  }

  /** One interleaving: both at once, now and then with a second run of the same plan, each with its own fate. Throws where a set is lost or changed. */
  async round(): Promise<void> {
    const trees = NAMES.map((name) => {
      for (let edit = this.#prng.int(0, 3); edit > 0; edit--) this.#write(name, `f${this.#prng.int(0, 8)}`);
      return { name, tree: snapshotTree(this.#source(name)) };
    });
    const orders = trees.map(({ name }) => ({ name, verb: 'backup' }));
    if (this.#prng.chance(0.3))
      orders.push({ name: this.#prng.pick(NAMES), verb: this.#prng.pick(['backup', 'prune', 'verify']) });
    const runs = orders.map(({ name, verb }) => ({ name, end: this.#run(name, verb, this.#fate(name)) }));
    for (const { name, end } of runs) this.#judge(name, await end);
    this.#look(trees);
  }

  /** After one good run of each all is as if nothing had happened: every set gives its tree back, and nothing is left over. Throws else. */
  async end(): Promise<void> {
    for (const name of NAMES) {
      const engine = await this.#place.open(this.#home(name));
      const tree = snapshotTree(this.#source(name));
      const { setId } = await engine.backup({ plan: name });
      this.#trees.set(setId ?? '', { name, tree });
      const points = (await engine.points(name)).map((point) => point.setId);
      const there = setFolders(this.#place.vault).map((path) => basename(path));
      for (const [id, made] of this.#trees)
        if (made.name === name && there.includes(id) !== points.includes(id))
          throw new Error(`${id} is in the vault or listed, but not both`);
      const verified = await engine.verify({ plan: name, level: 'deep' });
      if (verified.outcome !== 'complete' || verified.ignored.length > 0)
        throw new Error(`verify: ${JSON.stringify(verified)}`);
      for (const id of points) {
        const { result, to } = await this.#place.restore(engine, id, name);
        const wanted = this.#trees.get(id);
        if (!wanted) throw new Error(`${id}: nobody has made it`);
        const differing = differences(wanted.tree, snapshotTree(join(to, basename(this.#source(name)))));
        if (result.outcome !== 'complete' || differing !== '')
          throw new Error(`${id} restores otherwise: ${differing}`);
        rmSync(to, { recursive: true });
      }
      this.counts.sets += points.length;
      await engine.close();
    }
    const left = readdirSync(this.#place.vault, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.part'),
    );
    if (left.length > 0) throw new Error(`left over: ${left.join(', ')}`);
    await this.#seeOneAnother();
  }

  remove(): Promise<void> {
    return this.#place.remove();
  }

  async #seeOneAnother(): Promise<void> {
    for (const name of NAMES) {
      const engine = await this.#place.open(this.#home(name));
      const { machines } = await engine.fleet(this.#place.vault);
      const told = machines.map(({ state, plans }) => `${state} ${plans.map((plan) => plan.name).join()}`).sort();
      if (told.join() !== 'same-disk east,same-disk west') throw new Error(`fleet: ${told.join()}`);
      await engine.close();
    }
  }

  #fate(name: Name): Fate {
    const draw = this.#prng.next();
    if (draw < 0.25) return null;
    if (draw < 0.65) {
      const folder = this.#prng.chance(0.8) ? this.#place.vault : this.#home(name);
      return { killAt: { change: this.#prng.int(1, CHANGES_MAX), in: folder } };
    }
    return { stopIn: this.#prng.pick(PHASES), forMs: this.#prng.int(1, 400), thenKill: this.#prng.chance(0.5) };
  }

  async #run(name: Name, verb: string, fate: Fate): Promise<ChildEnd & { signal: string | null }> {
    const home = this.#home(name);
    const halts = fate !== null && 'stopIn' in fate;
    const child = startChild(
      home,
      verb,
      { plan: name },
      fate === null ? {} : halts ? { signal: { in: fate.stopIn, name: 'SIGSTOP' } } : { killAt: fate.killAt },
    );
    this.counts.runs++;
    let timer: NodeJS.Timeout | undefined;
    if (halts) {
      this.counts.halted++;
      // Again and again: a word to go on that comes before it has stopped is lost.
      void child.in(fate.stopIn).then(() => {
        const wake = () => child.process.kill(fate.thenKill ? 'SIGKILL' : 'SIGCONT');
        timer = setTimeout(() => {
          wake();
          timer = setInterval(wake, 50);
        }, fate.forMs);
      });
    }
    const end = await child.ended;
    clearTimeout(timer);
    clearInterval(timer);
    return { ...end, signal: child.process.signalCode };
  }

  /** Nothing fails for what the other computer does: a run is whole, was killed, or gave way to another of the same plan. */
  #judge(name: Name, { value, failure, stderr, signal }: ChildEnd & { signal: string | null }): void {
    if (signal === 'SIGKILL') this.counts.killed++;
    else if (failure === 'busy') this.counts.busy++;
    else if (failure !== undefined || stderr !== '') throw new Error(`${name}: ${failure} ${stderr}`);
    const { outcome, setId } = (value ?? {}) as Partial<BackupResult>;
    if (value === undefined) return;
    if (outcome !== 'complete') throw new Error(`${name}: ${JSON.stringify(value)}`);
    this.counts.complete++;
    if (typeof setId === 'string' && !this.#folderOf(setId)) throw new Error(`${name}: ${setId} was made and is lost`);
  }

  /** Each set that was ever sealed is there as it was, or whole in the trash of its plan. */
  #look(trees: readonly { readonly name: Name; readonly tree: TreeSnapshot }[]): void {
    for (const [file, digest] of this.#sealed) {
      const [set = '', name = ''] = file.split('/');
      const folder = this.#folderOf(set);
      if (!folder || digestOf(join(folder, name)) !== digest) throw new Error(`${file} is lost or changed`);
    }
    for (const folder of setFolders(this.#place.vault)) {
      const set = basename(folder);
      if (!existsSync(join(folder, 'set.json')) && !existsSync(join(folder, 'set.copy.json'))) continue;
      if (!this.#trees.has(set)) {
        const { plan } = JSON.parse(readFileSync(join(folder, 'set.json'), 'utf8').split('\n')[0] ?? '') as {
          plan: string;
        };
        const owner = trees.find(({ name }) => this.#plans.get(name) === plan);
        if (!owner) throw new Error(`${set}: of no plan`);
        this.#trees.set(set, owner);
      }
      // What a blow has left unfinished may still be completed: the copy of the seal.
      for (const name of readdirSync(folder))
        if (name !== 'set.copy.json' && !name.endsWith('.part'))
          this.#sealed.set(`${set}/${name}`, digestOf(join(folder, name)));
    }
  }

  #folderOf(set: string): string | undefined {
    return this.#folders().find((folder) => basename(folder) === set);
  }

  /** Of sets, and of those in the trash. */
  #folders(): string[] {
    const machines = join(this.#place.vault, 'machines');
    return readdirSync(machines).flatMap((machine) => {
      const plans = join(machines, machine, 'plans');
      if (!existsSync(plans)) return [];
      return readdirSync(plans).flatMap((plan) =>
        ['sets', 'trash'].flatMap((kind) => {
          const folder = join(plans, plan, kind);
          return existsSync(folder) ? readdirSync(folder).map((set) => join(folder, set)) : [];
        }),
      );
    });
  }

  #write(name: Name, file: string): void {
    const bytes = this.#prng.bytes(this.#prng.pick([100, 5000, 60_000, 1_500_000]));
    writeFileSync(join(this.#source(name), file), bytes);
  }

  #source(name: Name): string {
    return this.#place.path(`${name}-files`);
  }

  #home(name: Name): string {
    return this.#place.path(`${name}-home`);
  }
}

function digestOf(path: string): string {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'missing';
}
