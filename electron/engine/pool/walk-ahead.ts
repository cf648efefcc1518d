import { EngineError } from '../base/index.ts';
import {
  type CompareRules,
  excludeRule,
  type ScanBatch,
  type ScanFeed,
  type WalkPart,
  type WalkRoot,
} from '../scan/index.ts';
import { type Heard, type WalkOrder, WalkThread } from './walk-thread.ts';

/** A walk over sources. */
export interface WalkInput extends CompareRules {
  readonly roots: readonly WalkRoot[];
  readonly exclude: readonly string[];
  readonly keepOut: readonly string[];
}

/** So many batches the walk may be ahead of whoever compares, where files have to be read: what was looked at long before that may be gone by then. */
const AHEAD = 4;
/** And where next to nothing has to be read. */
const FAR_AHEAD = 64;
const CALM_BYTES = 16 * 1024 * 1024;
/** Of all stretches: about 160 KB each. */
const BATCHES_MAX = 128;

/** Consecutive things, looked at by one thread. */
interface Stretch {
  readonly id: number;
  readonly batches: ScanBatch[];
  isWalked: boolean;
  /** Something was looked at since its thread was last asked to let go of what comes later. */
  hasGoneOn: boolean;
}

/**
 * A walk in threads of its own, ahead of what is done with it: looking and comparing go on at the same time. Where nothing has to be read, looking is all there is to do: then a
 * second thread takes the later half of what the first has left, as often as it has nothing to do itself. What is given is in path order all the same.
 */
export class WalkAhead implements ScanFeed {
  roots: readonly WalkRoot[] = [];
  readonly #isBackground: boolean;
  readonly #threads: WalkThread[] = [];
  /** What each thread is at; one that is at nothing is idle. */
  readonly #at = new Map<WalkThread, Stretch>();
  /** In path order; the first is being given. */
  readonly #stretches: Stretch[] = [];
  #nextId = 1;
  #order: Omit<WalkOrder, 'parts' | 'stretch'> | undefined;
  /** Whose thread was asked to let go of what comes later. */
  #asked: Stretch | undefined;
  #unsureBytes = 0;
  #wanted: PromiseWithResolvers<ScanBatch | undefined> | undefined;
  #broken: Error | undefined;

  /** Only starts the first thread, which takes a moment. */
  constructor(isBackground: boolean) {
    this.#isBackground = isBackground;
    this.#start();
  }

  /** Throws EngineError `exclude-invalid`. */
  begin({ roots, ...order }: WalkInput): void {
    excludeRule(order.exclude);
    this.roots = roots;
    this.#order = order;
    this.#walk(
      this.#threads[0] as WalkThread,
      roots.map((root) => ({ root })),
      0,
    );
    // Whatever is read anew takes longer than looking for it.
    if (!order.rehash) this.#start();
  }

  next(): Promise<ScanBatch | undefined> {
    if (this.#broken) return Promise.reject(this.#broken);
    this.#wanted = Promise.withResolvers();
    const { promise } = this.#wanted;
    this.#give();
    this.#goOn();
    return promise;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #start(): WalkThread {
    const thread: WalkThread = new WalkThread(
      this.#isBackground,
      (reply) => this.#take(thread, reply),
      (error) => this.#break(error),
    );
    this.#threads.push(thread);
    return thread;
  }

  #walk(thread: WalkThread, parts: readonly WalkPart[], place: number): void {
    if (!this.#order) return;
    const stretch: Stretch = { id: this.#nextId++, batches: [], isWalked: false, hasGoneOn: false };
    this.#stretches.splice(place, 0, stretch);
    this.#at.set(thread, stretch);
    thread.begin({ ...this.#order, stretch: stretch.id, parts });
    this.#goOn();
  }

  #take(thread: WalkThread, reply: Heard): void {
    if ('parts' in reply) this.#handOver(reply.parts);
    else this.#add(thread, reply);
    this.#give();
    this.#goOn();
  }

  #add(thread: WalkThread, { stretch: id, batch }: Extract<Heard, { stretch: number }>): void {
    const stretch = this.#at.get(thread);
    // Asked for before it was known that there is no more.
    if (stretch?.id !== id) return;
    if (!batch) {
      stretch.isWalked = true;
      this.#at.delete(thread);
      return;
    }
    stretch.batches.push(batch);
    stretch.hasGoneOn = true;
    this.#unsureBytes += batch.unsureBytes;
  }

  /** What one thread has let go of comes right behind what it keeps. None of it may get lost: it would be taken for deleted. */
  #handOver(parts: readonly WalkPart[] | undefined): void {
    const place = this.#stretches.findIndex((stretch) => stretch === this.#asked);
    this.#asked = undefined;
    if (!parts) return;
    if (place < 0) return this.#break(new EngineError('internal', { detail: 'a stretch of the walk is lost' }));
    this.#walk(this.#threads.find((thread) => !this.#at.has(thread)) ?? this.#start(), parts, place + 1);
  }

  #goOn(): void {
    const held = this.#stretches.reduce((sum, { batches }) => sum + batches.length, 0);
    const isCalm = this.#order?.rehash === false && this.#unsureBytes < CALM_BYTES && held < BATCHES_MAX;
    for (const [thread, stretch] of this.#at) {
      const most = isCalm ? FAR_AHEAD : stretch === this.#stretches[0] ? AHEAD : 0;
      thread.ask(most - stretch.batches.length - thread.asked);
    }
    if (isCalm) this.#share();
  }

  #share(): void {
    if (this.#asked || this.#at.size === this.#threads.length) return;
    const [thread, stretch] = [...this.#at].find(([, { hasGoneOn }]) => hasGoneOn) ?? [];
    if (!thread || !stretch) return;
    this.#asked = stretch;
    stretch.hasGoneOn = false;
    thread.askToLetGo();
  }

  #give(): void {
    if (!this.#wanted) return;
    while (this.#stretches[0]?.isWalked && this.#stretches[0].batches.length === 0) this.#stretches.shift();
    const [first] = this.#stretches;
    const batch = first?.batches.shift();
    if (first && !batch) return;
    this.#unsureBytes -= batch?.unsureBytes ?? 0;
    const { resolve } = this.#wanted;
    this.#wanted = undefined;
    resolve(batch);
  }

  #break(error: Error): void {
    this.#broken ??= error;
    this.#wanted?.reject(this.#broken);
  }
}
