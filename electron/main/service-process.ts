import { type ChildProcess, spawn } from 'node:child_process';

export interface ServiceProcessOptions {
  readonly node: string;
  readonly service: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onMessage: (message: unknown) => void;
  readonly onStart: () => void;
  /** `isGivenUp`: it failed too often in a row and is not started again by itself. */
  readonly onExit: (isGivenUp: boolean) => void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;
const STARTS_IN_A_ROW = 6;
const STEADY_AFTER_MS = 60_000;
const STOP_LIMIT_MS = 16_000;

/** Keeps the engine's process running: starts it again with growing pauses when it ends by itself, stops it cleanly when asked. */
export class ServiceProcess {
  readonly #options: ServiceProcessOptions;
  #child: ChildProcess | undefined;
  #failures = 0;
  #isStopping = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(options: ServiceProcessOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { node, service, home, env, onMessage, onStart } = this.#options;
    const startedAt = Date.now();
    // Any program of this person could else open the engine's inspector by a signal.
    const child = spawn(node, ['--disable-sigusr1', service, '--home', home], {
      env: cleanEnv(env),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    });
    this.#child = child;
    let hasEnded = false;
    const ended = () => {
      if (hasEnded) return;
      hasEnded = true;
      this.#ended(child, Date.now() - startedAt);
    };
    child.on('message', onMessage);
    // `error` without `exit`: it could not even be started.
    child.once('error', ended);
    child.once('exit', ended);
    onStart();
  }

  /** One more try after it has been given up. */
  revive(): void {
    if (this.#child || this.#isStopping) return;
    this.#failures = STARTS_IN_A_ROW - 1;
    this.start();
  }

  /** False: there is no process to send to. */
  send(message: object): boolean {
    if (!this.#child?.connected) return false;
    this.#child.send(message);
    return true;
  }

  /** Lets it finish by itself, by closing its pipe; ends it after a limit. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#pause);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      child.once('exit', () => {
        clearTimeout(limit);
        resolve();
      });
      if (child.connected) child.disconnect();
    });
  }

  #ended(child: ChildProcess, lastedMs: number): void {
    if (this.#child === child) this.#child = undefined;
    if (this.#isStopping) return;
    this.#failures = lastedMs > STEADY_AFTER_MS ? 1 : this.#failures + 1;
    const isGivenUp = this.#failures >= STARTS_IN_A_ROW;
    this.#options.onExit(isGivenUp);
    if (isGivenUp) return;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1));
    this.#pause = setTimeout(() => this.start(), waitMs);
  }
}

/** Nothing that could make Node load code, open an inspector or trust other certificates. */
function cleanEnv(env: ServiceProcessOptions['env']): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(NODE_|ELECTRON_|npm_)/i.test(name));
  return Object.fromEntries(kept);
}
