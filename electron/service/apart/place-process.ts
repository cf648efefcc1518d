import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Failure } from '../../contract/index.ts';
import { EngineError, type HeldKeys, type JobControl } from '../../engine/engine.ts';
import { PauseGate } from '../pause-gate.ts';
import { bundled } from './bundled.ts';
import type { Patience } from './patience.ts';
import { silentPath } from './place-probe.ts';
import { ALIVE_MS, type ApartMethod, type Order, type TravellingOptions, type Word } from './protocol.ts';

/** As for a command line (`cli/apart.ts`). */
const MEMORY = '--max-semi-space-size=4';

/** What a place process is asked for. */
export interface Errand {
  readonly method: ApartMethod;
  readonly args: readonly unknown[];
  /** Folders that it may stand still at. */
  readonly touches: readonly string[];
  /** Of a job: whose line of the history it has, and how it is steered. */
  readonly job?: { readonly planId: string; readonly control: JobControl };
}

export interface PlaceProcessDeps {
  readonly options: TravellingOptions;
  readonly patience: Patience;
  readonly keys: readonly HeldKeys[];
  /** Where what it says of bugs goes; left out, where that of this process does. */
  readonly errors?: 'ignore' | undefined;
  /** Somebody has opened a vault there. */
  readonly onKeys: (keys: readonly HeldKeys[]) => void;
  /** It has begun or ended something, or its place fell silent or is heard again. */
  readonly onChange: () => void;
  /** Nothing can be asked of it again. */
  readonly onEnd: () => void;
  /** Lines of the history that it will never end itself. */
  readonly endRuns: (presence: string, planId: string, failure: Failure) => void;
  /** It is gone, with all that it held. `presence`: of its runs, where it had opened its engine. */
  readonly onGone: (presence: string | undefined) => void;
  /** A bug that has ended it. */
  readonly report: (error: unknown) => void;
}

interface Owed {
  readonly errand: Errand;
  readonly answered: PromiseWithResolvers<unknown>;
  readonly letGo: () => void;
  heardAt: number;
  limit?: NodeJS.Timeout;
}

/** For the system to let go of what a killed process held. One that waits for a server may take for ever, and nobody waits for it. */
const DEATH_MS = 500;

/**
 * One process that works with a place, seen from the one that must never wait for it. Whatever becomes of it, each errand is
 * answered: by it, or as `place-silent`, `cancelled` or `interrupted`.
 */
export class PlaceProcess {
  readonly #deps: PlaceProcessDeps;
  readonly #child: ChildProcess;
  readonly #owed = new Map<number, Owed>();
  /** Cancelled jobs that have been answered and still tidy up after themselves. */
  readonly #windingUp = new Set<number>();
  readonly #gone = Promise.withResolvers<void>();
  readonly #watch: NodeJS.Timeout;
  #lastId = 0;
  #heardAt = Date.now();
  #probedAt = 0;
  #isOver = false;
  #silence: { readonly path: string; readonly since: number } | undefined;
  #presence: string | undefined;

  constructor(deps: PlaceProcessDeps) {
    this.#deps = deps;
    const child = spawn(process.execPath, ['--disable-sigusr1', MEMORY, bundled('place-process')], {
      stdio: ['ignore', 'ignore', deps.errors ?? 'inherit', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    });
    this.#child = child;
    child.on('message', (word) => this.#hear(word as Word));
    child.once('error', () => this.#ended('not started'));
    child.once('exit', (code, signal) => this.#ended(signal ?? `exit ${code}`));
    this.#send({ kind: 'begin', options: deps.options, keys: deps.keys });
    this.#watch = setInterval(() => this.#look(), Math.min(ALIVE_MS, deps.patience.silence / 4)).unref();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isIdle(): boolean {
    return this.#owed.size === 0 && this.#windingUp.size === 0;
  }

  /** The folder that does not answer, and since when (ms). */
  get silence(): { readonly path: string; readonly since: number } | undefined {
    return this.#silence;
  }

  /** Throws what the engine throws, and `place-silent`, `interrupted`; of a job also `cancelled`. */
  do(errand: Errand): Promise<unknown> {
    if (this.#isOver) return Promise.reject(new EngineError('interrupted'));
    if (this.#silence && this.#isMute()) return Promise.reject(placeSilent(this.#silence.path));
    if (this.isIdle) this.#heardAt = Date.now();
    const id = ++this.#lastId;
    const answered = Promise.withResolvers<unknown>();
    const { method, args, job } = errand;
    this.#owed.set(id, { errand, answered, letGo: this.#steer(id, job?.control), heardAt: Date.now() });
    this.#send({
      kind: 'call',
      id,
      method,
      args,
      zone: process.env['TZ'],
      ...(job && { control: { by: job.control.by } }),
    });
    if (job?.control.gate?.isClosed) this.#send({ kind: 'gate', id, isClosed: true });
    if (job?.control.signal?.aborted) this.#cancel(id, job.control.signal.reason);
    this.#deps.onChange();
    return answered.promise;
  }

  hold(keys: readonly HeldKeys[]): void {
    this.#send({ kind: 'hold', keys });
  }

  lock(vaultId: string): void {
    this.#send({ kind: 'lock', vaultId });
  }

  /** Lets it finish, and ends it after a limit. */
  async close(): Promise<void> {
    this.#send({ kind: 'close' });
    await Promise.race([this.#gone.promise, wait(this.#deps.patience.close, undefined, { ref: false })]);
    if (!this.#isOver) await this.#end({ code: 'interrupted' });
  }

  /** What somebody wishes of a job goes to its process. */
  #steer(id: number, control: JobControl | undefined): () => void {
    const { signal, gate } = control ?? {};
    const stop = (): void => this.#cancel(id, signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    const leave =
      gate instanceof PauseGate ? gate.follow((isClosed) => this.#send({ kind: 'gate', id, isClosed })) : () => {};
    return () => {
      signal?.removeEventListener('abort', stop);
      leave();
    };
  }

  #send(order: Order): void {
    // One that stands still reads nothing; what waits for it waits in this process's memory, and nobody with it.
    if (this.#child.connected) this.#child.send(order, () => {});
  }

  #hear(word: Word): void {
    this.#heardAt = Date.now();
    if (word.kind === 'crash') this.#deps.report(new Error(word.text));
    if (word.kind === 'open') this.#presence = word.presence;
    // Not from a call that was given up: the vault may have been locked since.
    if (word.kind === 'keys' && this.#owed.size > 0) this.#deps.onKeys(word.keys);
    if (!('id' in word)) return;
    const owed = this.#owed.get(word.id);
    if (owed) owed.heardAt = this.#heardAt;
    if (word.kind === 'progress') return owed?.errand.job?.control.onProgress?.(word.sample);
    if (this.#windingUp.delete(word.id)) return this.#deps.onChange();
    if (word.kind === 'value') return this.#answer(word.id, ({ resolve }) => resolve(word.value));
    const error = word.kind === 'bug' ? new Error(word.text) : failed(word.failure);
    this.#answer(word.id, ({ reject }) => reject(error));
  }

  #answer(id: number, say: (answered: PromiseWithResolvers<unknown>) => void): void {
    const owed = this.#owed.get(id);
    if (!owed) return;
    this.#owed.delete(id);
    clearTimeout(owed.limit);
    owed.letGo();
    say(owed.answered);
    this.#deps.onChange();
  }

  /** Its main thread says nothing, whatever its other threads do. */
  #isMute(): boolean {
    return Date.now() - this.#heardAt >= this.#deps.patience.silence;
  }

  /** Where nothing has come for long, the folders are asked whether anybody is there. A job that is paused is expected to say nothing. */
  #look(): void {
    const { silence, deaf, job } = this.#deps.patience;
    const waiting = [...this.#owed.values()].filter(({ errand }) => errand.job?.control.gate?.isClosed !== true);
    const now = Date.now();
    const heardAt = Math.min(this.#heardAt, ...waiting.map((owed) => owed.heardAt));
    if (waiting.length === 0 || now - heardAt < silence) return this.#setSilence(undefined);
    if (now - this.#heardAt >= deaf) this.#setSilence(this.#touched()[0] ?? '');
    else if (now - this.#probedAt >= silence) void this.#probe();
    if (this.#silence && now - this.#silence.since >= job)
      void this.#end({ code: 'place-silent', subject: this.#silence.path });
  }

  async #probe(): Promise<void> {
    // Not again before the answer.
    this.#probedAt = Number.POSITIVE_INFINITY;
    const path = await silentPath(this.#touched(), this.#deps.patience.probe);
    this.#probedAt = Date.now();
    if (!this.#isOver) this.#setSilence(path);
  }

  #touched(): string[] {
    return [...new Set([...this.#owed.values()].flatMap(({ errand }) => errand.touches))];
  }

  /** Whoever waits for an answer is told; jobs are let wait for longer, as somebody may mend the place. */
  #setSilence(path: string | undefined): void {
    if (path === this.#silence?.path) return;
    this.#silence = path === undefined ? undefined : { path, since: this.#silence?.since ?? Date.now() };
    if (path !== undefined) {
      for (const [id, { errand }] of this.#owed)
        if (!errand.job && (this.#isMute() || errand.touches.includes(path)))
          this.#answer(id, ({ reject }) => reject(placeSilent(path)));
    }
    this.#deps.onChange();
    // Whoever asks next begins anew, and perhaps finds the place there again.
    if (path !== undefined && this.isIdle) void this.#end({ code: 'place-silent', subject: path });
  }

  /** Answered in time in any case. The folders are asked at half time: at the end it is known whether they are slow or silent. */
  #cancel(id: number, reason: unknown): void {
    this.#send({ kind: 'cancel', id, reason });
    const owed = this.#owed.get(id);
    if (!owed || owed.limit) return;
    const half = this.#deps.patience.cancel / 2;
    owed.limit = setTimeout(() => {
      const begun = Date.now();
      void silentPath(owed.errand.touches, half).then((path) => {
        const isSilent = path !== undefined || this.#isMute();
        const left = Math.max(0, half - (Date.now() - begun));
        owed.limit = setTimeout(() => void this.#answerCancelled(id, isSilent, path), left);
      });
    }, half);
  }

  async #answerCancelled(id: number, isSilent: boolean, path: string | undefined): Promise<void> {
    if (path !== undefined) this.#silence ??= { path, since: Date.now() };
    if (isSilent) return await this.#end({ code: 'place-silent', subject: this.#silence?.path ?? '' }, id);
    this.#windingUp.add(id);
    this.#answer(id, ({ reject }) => reject(new EngineError('cancelled')));
    const { windUp } = this.#deps.patience;
    setTimeout(() => this.#windingUp.has(id) && void this.#end({ code: 'interrupted' }), windUp).unref();
  }

  #ended(how: string): void {
    this.#gone.resolve();
    void this.#end({ code: 'interrupted', detail: how });
    this.#deps.onGone(this.#presence);
  }

  /** Kills it, and answers whatever it still owes: `cancelled` for that one, the failure for all others. */
  async #end(failure: Failure, cancelled?: number): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#watch);
    const owed = [...this.#owed];
    this.#owed.clear();
    this.#windingUp.clear();
    this.#child.kill('SIGKILL');
    this.#deps.onEnd();
    await Promise.race([this.#gone.promise, wait(DEATH_MS, undefined, { ref: false })]);
    // Neither its pipe nor its end keeps this process alive.
    if (this.#child.connected) this.#child.disconnect();
    this.#child.unref();
    for (const [id, { errand, answered, letGo, limit }] of owed) {
      clearTimeout(limit);
      letGo();
      const own: Failure = id === cancelled ? { code: 'cancelled' } : failure;
      if (errand.job && this.#presence !== undefined) this.#deps.endRuns(this.#presence, errand.job.planId, own);
      answered.reject(failed(own));
    }
    this.#deps.onChange();
  }
}

function failed({ code, subject, detail, holder }: Failure): EngineError {
  return new EngineError(code, {
    ...(subject !== undefined && { subject }),
    ...(detail !== undefined && { detail }),
    ...(holder && { holder }),
  });
}

function placeSilent(path: string): EngineError {
  return new EngineError('place-silent', { subject: path });
}
