import { breathe, EngineError, isAllOwnDisk } from '../base/index.ts';
import {
  type CompareRules,
  excludeRule,
  type ScanBatch,
  ScanBatches,
  type ScanFeed,
  type Walk,
  type WalkPart,
  type WalkRoot,
} from '../scan/index.ts';
import { walkSources } from '../source/index.ts';
import { type Heard, type WalkOrder, WalkThread } from './walk-thread.ts';

/** A walk over sources. */
export interface WalkInput extends CompareRules {
  readonly roots: readonly WalkRoot[];
  readonly exclude: readonly string[];
  readonly keepOut: readonly string[];
}

/** So many batches the thread may be ahead of whoever compares, where files have to be read: what was looked at long before that may be gone by then. */
const AHEAD = 4;
/** And where next to nothing has to be read. Up to 200 KB each. */
const FAR_AHEAD = 64;
const CALM_BYTES = 16 * 1024 * 1024;
/** Where more than this has to be read of what one batch tells, or where a look takes longer, it is better done by a thread. */
const BATCH_CALM_BYTES = 4 * 1024 * 1024;
const FAST_LOOK_MS = 0.1;

/** So many are looked at before a thread has started. */
const FEW_FILES = 4000;

/** Things that whoever asks looks at. */
interface Here {
  readonly things: Walk;
  readonly batches: ScanBatches;
}

/** Consecutive things that the thread looks at. */
interface Stretch {
  readonly id: number;
  readonly batches: ScanBatch[];
  isWalked: boolean;
}

/**
 * A walk by a thread of its own, a little ahead of what is done with it: waiting for the disk, reading and comparing go on at the same time. Where most of the previous
 * listing can be expected to hold, looking is all there is to do: then whoever asks looks by itself, and the thread takes the last third of what is left, as
 * often as it has nothing to do. What is given is in path order all the same.
 */
export class WalkAhead implements ScanFeed {
  roots: readonly WalkRoot[] = [];
  readonly #isBackground: boolean;
  readonly #isSmall: boolean;
  #started: WalkThread | undefined;
  #order: Omit<WalkOrder, 'parts' | 'stretch'> | undefined;
  /** What comes first, where it is not left to the thread. */
  #here: Here | undefined;
  /** What comes after that, in path order: the thread takes from the end of what is left, so only the first can be unfinished. */
  readonly #stretches: Stretch[] = [];
  #nextId = 1;
  #wake: (() => void) | undefined;
  #broken: Error | undefined;

  /** Starts the thread, which takes a moment, unless so few `files` are expected that it may not be needed. */
  constructor(isBackground: boolean, files = Number.POSITIVE_INFINITY) {
    this.#isBackground = isBackground;
    this.#isSmall = files <= FEW_FILES;
    if (!this.#isSmall) this.#started = this.#start();
  }

  /** Throws EngineError `exclude-invalid`. */
  begin({ roots, ...order }: WalkInput): void {
    const rule = excludeRule(order.exclude);
    const parts = roots.map((root): WalkPart => ({ root }));
    this.roots = roots;
    this.#order = order;
    const isQuick = !order.rehash && (this.#isSmall || order.known?.length);
    // A share that stands still must not hold up whoever has to end the run.
    if (!isQuick || !roots.every(({ at }) => isAllOwnDisk(at))) return this.#hand(parts);
    const things = walkSources(parts, rule, order.keepOut);
    this.#here = { things, batches: new ScanBatches(things, order) };
  }

  async next(): Promise<ScanBatch | undefined> {
    if (this.#here) {
      const batch = await this.#look(this.#here);
      if (batch) return batch;
    }
    for (;;) {
      if (this.#broken) throw this.#broken;
      const [first] = this.#stretches;
      const next = first?.batches.shift();
      this.#goOn();
      if (next || !first) return next;
      if (first.isWalked) this.#stretches.shift();
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async close(): Promise<void> {
    await this.#started?.close();
  }

  async #look({ things, batches }: Here): Promise<ScanBatch | undefined> {
    const began = performance.now();
    const batch = batches.next();
    if (!batch) {
      this.#here = undefined;
      return undefined;
    }
    const isSlow = performance.now() - began > FAST_LOOK_MS * batch.looks;
    // The thread may have said meanwhile that it has nothing to do.
    await breathe();
    if (this.#stretches[0]?.isWalked !== false) {
      const given = isSlow || batch.unsureBytes > BATCH_CALM_BYTES ? things.letGo() : things.letGoLast();
      if (given.length > 0) this.#hand(given);
    }
    return batch;
  }

  get #thread(): WalkThread {
    this.#started ??= this.#start();
    return this.#started;
  }

  #start(): WalkThread {
    return new WalkThread(
      this.#isBackground,
      (heard) => this.#take(heard),
      (error) => this.#break(error),
    );
  }

  #hand(parts: readonly WalkPart[]): void {
    // What was not handed over would count as deleted.
    if (!this.#order) throw new Error('a walk that has not begun');
    const stretch = { id: this.#nextId++, batches: [], isWalked: false };
    this.#stretches.unshift(stretch);
    this.#thread.begin({ ...this.#order, stretch: stretch.id, parts });
    this.#goOn();
  }

  #take({ stretch: id, batch }: Heard): void {
    const [stretch] = this.#stretches;
    // Otherwise asked for before it was known that there is no more.
    if (stretch?.id === id) {
      if (batch && stretch.isWalked)
        this.#break(new EngineError('internal', { detail: 'walk went on behind its end' }));
      else if (batch) stretch.batches.push(batch);
      else stretch.isWalked = true;
    }
    this.#goOn();
    this.#wake?.();
  }

  #goOn(): void {
    const [stretch] = this.#stretches;
    if (!stretch || stretch.isWalked) return;
    const held = this.#stretches.flatMap(({ batches }) => batches);
    const unsureBytes = held.reduce((sum, batch) => sum + batch.unsureBytes, 0);
    const isCalm = this.#order?.rehash === false && unsureBytes < CALM_BYTES;
    const most = isCalm ? FAR_AHEAD - held.length : this.#here ? 0 : AHEAD - stretch.batches.length;
    this.#thread.ask(most);
  }

  #break(error: Error): void {
    this.#broken ??= error;
    this.#wake?.();
  }
}
