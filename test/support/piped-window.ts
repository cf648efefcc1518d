import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { startOf } from './open-window.ts';

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/**
 * The built application, driven over two pipes and not over a port: nothing but the program itself could listen anywhere.
 * For what has to be seen of a program that nobody debugs; `openWindow` can do more.
 */
export class PipedWindow {
  readonly #child: ChildProcess;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  #asked = 0;
  #unread = '';
  #session = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    const said = child.stdio[4] as Readable;
    said.setEncoding('utf8').on('data', (text: string) => this.#read(text));
  }

  static async open(home: string): Promise<PipedWindow> {
    const { executablePath, args, cwd, env } = startOf(home, {}, ['--remote-debugging-pipe']);
    const child = spawn(executablePath, args, { cwd, env, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const window = new PipedWindow(child);
    await window.#attach();
    return window;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What this function gives in the page; it must stand alone. */
  async evaluate<I, T>(run: (input: I) => Promise<T>, input: I): Promise<T> {
    const expression = `(${run.toString()})(${JSON.stringify(input)})`;
    const how = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#ask<{ result: { value: T }; exceptionDetails?: object }>(
      'Runtime.evaluate',
      how,
    );
    if (exceptionDetails) throw new Error(`evaluate in the page: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }

  async #attach(): Promise<void> {
    while (this.#session === '') {
      const { targetInfos } = await this.#ask<{ targetInfos: { targetId: string; url: string }[] }>(
        'Target.getTargets',
      );
      const page = targetInfos.find(({ url }) => url.startsWith('app://'));
      if (page) {
        const how = { targetId: page.targetId, flatten: true };
        this.#session = (await this.#ask<{ sessionId: string }>('Target.attachToTarget', how)).sessionId;
      } else await wait(50);
    }
    // The empty page that stands before the first one goes with all that was asked of it.
    const isLoaded = () => Promise.resolve(location.protocol === 'app:' && document.readyState === 'complete');
    while (!(await this.evaluate(isLoaded, undefined).catch(() => false))) await wait(50);
  }

  async #ask<T>(method: string, params: object = {}): Promise<T> {
    this.#asked += 1;
    const id = this.#asked;
    const answered = new Promise<Answer>((done) => this.#answers.set(id, done));
    const message = { id, method, params, ...(this.#session !== '' && { sessionId: this.#session }) };
    (this.#child.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }

  #read(text: string): void {
    const messages = `${this.#unread}${text}`.split('\0');
    this.#unread = messages.pop() ?? '';
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer;
      // Without a number it is an event.
      if (answer.id !== undefined) this.#answers.get(answer.id)?.(answer);
    }
  }
}
