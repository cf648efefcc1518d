import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, pathOf } from './own-servers.ts';

const SYSTEMD = '/usr/lib/systemd/systemd';
const UNITS = '/usr/lib/systemd/user';
const READY_MS = 20_000;

/** Undefined where a systemd of one's own can be started. */
export function whyNoSystemd(): string | undefined {
  if (process.platform !== 'linux') return 'systemd is only on Linux';
  if (![SYSTEMD, UNITS].every((path) => existsSync(path)) || !pathOf('systemctl')) return 'not installed: systemd';
  if (process.getuid?.() !== 0) return 'a systemd of its own needs root';
  if (!existsSync('/sys/fs/cgroup/systemd') && !existsSync('/sys/fs/cgroup/cgroup.controllers'))
    return 'systemd finds no control groups here';
  return undefined;
}

/** The user manager of systemd with a configuration of its own, also where the computer was not started by systemd. */
export class OwnSystemd {
  /** For programs that are to speak to it. */
  readonly env: Readonly<Record<string, string>>;
  readonly units: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(folder: string) {
    this.#folder = folder;
    const runtime = join(folder, 'run');
    const config = join(folder, 'config');
    this.units = join(config, 'systemd', 'user');
    mkdirSync(runtime, { mode: 0o700 });
    mkdirSync(this.units, { recursive: true });
    this.env = {
      HOME: folder,
      XDG_RUNTIME_DIR: runtime,
      XDG_CONFIG_HOME: config,
      DBUS_SESSION_BUS_ADDRESS: '',
      SYSTEMD_UNIT_PATH: `${this.units}:${UNITS}`,
    };
    // In a view of its own it sees a computer that systemd has started.
    const line = `mount -t tmpfs none /run/systemd && mkdir /run/systemd/system && exec ${SYSTEMD} --user --log-target=null`;
    const env = { ...process.env, ...this.env };
    this.#process = spawn('unshare', ['--mount', 'sh', '-c', `mkdir -p /run/systemd && ${line}`], {
      env,
      stdio: 'ignore',
    });
  }

  static async begin(): Promise<OwnSystemd> {
    const systemd = new OwnSystemd(mkdtempSync(join(tmpdir(), 'strongroom-systemd-')));
    const until = Date.now() + READY_MS;
    while (!systemd.is('is-active', 'default.target')) {
      if (!isRunning(systemd.#process) || Date.now() > until) {
        await systemd.end();
        throw new Error('systemd did not start');
      }
      await wait(100);
    }
    return systemd;
  }

  control(...args: string[]): string {
    return execFileSync('systemctl', ['--user', '--no-pager', ...args], {
      env: { ...process.env, ...this.env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  is(...args: string[]): boolean {
    try {
      this.control(...args);
      return true;
    } catch {
      return false;
    }
  }

  async end(): Promise<void> {
    if (isRunning(this.#process)) {
      const gone = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await gone;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
