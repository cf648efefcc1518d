import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BackupResult, SetKind } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { type ChildEnd, type ChildPhase, startChild } from './child-engine.ts';
import { EnginePlace, setOf } from './engine-place.ts';
import type { Prng } from './prng.ts';
import { makeFile, makeTree, type TreeMaker } from './random-tree.ts';
import { raw } from './raw-name.ts';
import { SambaMount } from './samba-mount.ts';
import { editTree } from './tree-editor.ts';
import { differences, snapshotTree, type TreeSnapshot } from './tree-snapshot.ts';
import { keptState, setFolders, vaultFiles } from './vault-files.ts';

type Verb = 'backup' | 'copy' | 'verify';
const KINDS: readonly SetKind[] = ['full', 'incremental', 'differential'];
const PHASES: Record<Verb, readonly ChildPhase[]> = {
  backup: ['open', 'preparing', 'saving', 'saving', 'checking', 'sealing', 'copying'],
  copy: ['open', 'copying', 'copying'],
  verify: ['open', 'verifying', 'verifying'],
};
/** Until a run ends whose share is there again: more is a run that hangs. */
const END_LIMIT_MS = 120_000;
/** Until the mount has connected again. */
const BACK_LIMIT_MS = 60_000;
const COPY = 'Safe';
const LARGE = 4;

interface Before {
  readonly sealed: Record<string, string>;
  readonly tree: TreeSnapshot;
  readonly known: readonly string[];
  readonly end: ChildEnd;
}

/** A plan whose vault and whose copy lie on one mounted share, the server of which is killed or frozen while something runs. */
export class StruckShare {
  readonly #prng: Prng;
  readonly #share: SambaMount;
  readonly #place = new EnginePlace('struck-share');
  readonly #trees = new Map<string, TreeSnapshot>();
  readonly counts = { moments: 0, killed: 0, frozen: 0, complete: 0, failed: 0, struckAfterEnd: 0 };
  #maker!: TreeMaker;
  #engine!: Engine;

  private constructor(prng: Prng, share: SambaMount) {
    this.#prng = prng;
    this.#share = share;
  }

  static async begin(prng: Prng): Promise<StruckShare> {
    const struck = new StruckShare(prng, await SambaMount.start());
    try {
      await struck.#begin();
      return struck;
    } catch (error) {
      await struck.remove();
      throw error;
    }
  }

  /** One blow, and all that must hold after it. Throws where something does not. */
  async moment(): Promise<void> {
    const verb = this.#prng.pick<Verb>(['backup', 'backup', 'backup', 'copy', 'verify']);
    this.#edit();
    if (verb === 'copy') await this.#missCopy();
    const sealed = this.#sealed();
    const tree = snapshotTree(this.#place.source);
    const known = await this.#points();
    // While the share is struck nobody but the child may ask it.
    await this.#engine.close();
    const input = {
      backup: { kind: this.#prng.pick(KINDS) },
      copy: {},
      verify: { level: this.#prng.pick(['read', 'deep']) },
    }[verb];
    const end = await this.#struck(verb, { plan: 'P', ...input });
    try {
      await this.#look(verb, { sealed, tree, known, end });
    } catch (error) {
      // What it is about is gone when the test ends.
      console.error(`${verb}, ${this.counts.moments} moments: ${JSON.stringify(end)}`);
      throw error;
    }
  }

  async #look(verb: Verb, { sealed, tree, known, end }: Before): Promise<void> {
    await this.#back();
    this.#isAsSealed(sealed);
    same('the source', tree, snapshotTree(this.#place.source));
    if (this.#prng.chance(0.2)) rmSync(this.#place.path('home', 'catalogue.db'));
    this.#engine = await this.#place.open();
    const now = await this.#points();
    for (const set of known) if (!now.includes(set)) throw new Error(`${set} is no longer listed`);
    for (const set of now) if (!known.includes(set)) this.#trees.set(set, tree);
    const { setId } = ((verb === 'backup' ? end.value : undefined) as Partial<BackupResult>) ?? {};
    if (typeof setId === 'string' && !now.includes(setId))
      throw new Error(`${setId} was said to be made and is not listed`);

    await this.#completeRun();
    // One that was sealed just before the share was gone is found by the next run.
    for (const set of await this.#points()) if (!this.#trees.has(set)) this.#trees.set(set, tree);
    await this.#isSound(sealed);
  }

  /** All points, each as its tree was. Throws else. */
  async end(): Promise<void> {
    for (const set of await this.#points()) await this.#isExact(set);
    const verified = await this.#engine.verify({ plan: 'P', copy: COPY, level: 'deep' });
    if (verified.outcome !== 'complete') throw new Error(`the copy: ${JSON.stringify(verified)}`);
  }

  async remove(): Promise<void> {
    // The share first: nobody may wait for it when the rest ends.
    await this.#share.stop();
    await this.#place.remove();
  }

  get #vault(): string {
    return join(this.#share.behind, 'places', 'vault');
  }

  get #copy(): string {
    return join(this.#share.behind, 'places', 'copy');
  }

  async #begin(): Promise<void> {
    this.#maker = makeTree(this.#prng, this.#place.source, 15);
    for (let n = 0; n < LARGE; n++) this.#writeLarge(n);
    makeFile(this.#maker, raw(`${this.#place.source}/one-more`));
    const on = (name: string) => join(this.#share.path, 'places', name);
    this.#engine = await this.#place.withPlan({ vault: on('vault') });
    await this.#engine.copyAdd({ plan: 'P', place: on('copy'), name: COPY });
    await this.#completeRun('full');
  }

  #edit(): void {
    editTree(this.#maker, 4);
    this.#writeLarge(this.#prng.int(0, LARGE - 1));
  }

  #writeLarge(n: number): void {
    const file = join(this.#place.source, `large-${n}`);
    // An edit may have made something else of it.
    rmSync(file, { recursive: true, force: true });
    writeFileSync(file, this.#prng.bytes(this.#prng.int(500_000, 2_000_000)));
  }

  /** A set that the copy has not: it was away when that was made. */
  async #missCopy(): Promise<void> {
    const tree = snapshotTree(this.#place.source);
    renameSync(this.#copy, `${this.#copy}-away`);
    this.#trees.set(setOf(await this.#engine.backup({ plan: 'P', kind: this.#prng.pick(KINDS) })), tree);
    renameSync(`${this.#copy}-away`, this.#copy);
  }

  async #points(): Promise<string[]> {
    return (await this.#engine.points('P')).map(({ setId }) => setId);
  }

  /** Runs it in a process of its own and strikes at a random moment of it. */
  async #struck(verb: Verb, input: object): Promise<ChildEnd> {
    const child = startChild(this.#place.home, verb, input);
    const limit = setTimeout(() => child.process.kill('SIGKILL'), END_LIMIT_MS);
    const isOver = child.ended.then(() => true);
    await child.in(this.#prng.pick(PHASES[verb]));
    const afterMs = this.#prng.next() ** 2 * 250;
    const forMs = this.#prng.next() ** 3 * 3000;
    const kills = this.#prng.chance(0.5);
    await wait(afterMs);
    if (await Promise.race([isOver, wait(0, false)])) this.counts.struckAfterEnd++;
    if (kills) await this.#share.killServer();
    else this.#share.freeze();
    await wait(forMs);
    if (kills) await this.#share.startServer();
    else this.#share.thaw();
    const end = await child.ended;
    clearTimeout(limit);
    this.counts.moments++;
    this.counts[kills ? 'killed' : 'frozen']++;
    if (child.process.signalCode !== null || end.stderr !== '')
      throw new Error(`${verb} did not end by itself: ${child.process.signalCode} ${end.stderr}`);
    const { outcome } = (end.value ?? {}) as Partial<BackupResult>;
    this.counts[outcome === 'complete' ? 'complete' : 'failed']++;
    return end;
  }

  /** The mount connects again by itself, at the next question or the one after. */
  async #back(): Promise<void> {
    const until = Date.now() + BACK_LIMIT_MS;
    for (;;) {
      try {
        return void vaultFiles(join(this.#share.path, 'places'));
      } catch (error) {
        if (Date.now() > until) throw error;
        await this.#share.mountAgain();
        await wait(100);
      }
    }
  }

  /** Every file of every sealed set, in both places, as the server itself has it. */
  #sealed(): Record<string, string> {
    return { ...prefixed('vault', keptState(this.#vault)), ...prefixed('copy', keptState(this.#copy)) };
  }

  #isAsSealed(before: Record<string, string>): void {
    const after = this.#sealed();
    for (const [file, state] of Object.entries(before))
      if (after[file] !== state) throw new Error(`${file} was ${state} and is ${after[file] ?? 'gone'}`);
  }

  /** Nobody mends anything: the next run is as good as any. */
  async #completeRun(kind?: SetKind): Promise<void> {
    const tree = snapshotTree(this.#place.source);
    const result = await this.#engine.backup({ plan: 'P', ...(kind && { kind }) });
    if (result.outcome !== 'complete') throw new Error(`the next run: ${JSON.stringify(result)}`);
    this.#trees.set(setOf(result), tree);
  }

  async #isSound(sealed: Record<string, string>): Promise<void> {
    this.#isAsSealed(sealed);
    const points = await this.#engine.points('P');
    const listed = points.map(({ setId }) => setId);
    for (const [name, vault] of [
      ['vault', this.#vault],
      ['copy', this.#copy],
    ] as const) {
      const there = setFolders(vault).map((folder) => basename(folder));
      if (there.sort().join() !== listed.toSorted().join())
        throw new Error(`${name}: ${there.join()} for ${listed.join()}`);
      const left = vaultFiles(vault).filter((file) => file.endsWith('.part'));
      if (left.length > 0) throw new Error(`left over in the ${name}: ${left.join(', ')}`);
    }
    const bad = points.filter(({ copies }) => copies?.good !== 2);
    const verified = await this.#engine.verify({
      plan: 'P',
      level: bad.length > 0 || this.#prng.chance(0.3) ? 'read' : 'quick',
    });
    if (bad.length > 0)
      throw new Error(`not good twice: ${JSON.stringify(bad)}; verified: ${JSON.stringify(verified)}`);
    if (verified.outcome !== 'complete' || verified.ignored.length > 0)
      throw new Error(`verify: ${JSON.stringify(verified)}`);
    await this.#isExact(listed.at(-1) as string);
  }

  async #isExact(set: string): Promise<void> {
    const wanted = this.#trees.get(set);
    if (!wanted) throw new Error(`${set}: nobody has made it`);
    const { result, tree, to } = await this.#place.restore(this.#engine, set);
    if (result.outcome !== 'complete') throw new Error(`${set}: ${JSON.stringify(result)}`);
    same(set, wanted, snapshotTree(tree));
    rmSync(to, { recursive: true });
  }
}

function prefixed(name: string, state: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([file, value]) => [`${name}/${file}`, value]));
}

function same(what: string, wanted: TreeSnapshot, found: TreeSnapshot): void {
  const differing = differences(wanted, found);
  if (differing !== '') throw new Error(`${what} is otherwise: ${differing}`);
}
