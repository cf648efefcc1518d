import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, isListening, isRunning, pathOf, pidsBelow, signal } from './own-servers.ts';

const PROGRAMS = ['smbd', 'smbpasswd', 'rclone', 'fusermount3'];
const START_LIMIT_MS = 20_000;
const SHARE = 'vaults';
const PASSWORD = 'only for this test';

/** Why there can be no mounted share here; undefined where there can. */
export function whyNoSambaMount(): string | undefined {
  if (process.platform !== 'linux') return 'a mounted share is only set up on Linux';
  const missing = PROGRAMS.filter((name) => pathOf(name) === undefined);
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  if (process.getuid?.() !== 0) return 'smbd and the mount need root';
  if (!existsSync('/dev/fuse')) return 'there is no /dev/fuse';
  return undefined;
}

export interface SambaRules {
  /** Arguments for `rclone mount` beside those for a share that nothing is cached of. */
  readonly mount?: readonly string[];
  /** Lines for the share's section of smb.conf. */
  readonly share?: readonly string[];
}

/**
 * A share of a real smbd on loopback, mounted by rclone with all caches off. `path` is what programs see; `behind` is the folder
 * that smbd serves: what is there has arrived. The server can be frozen, killed and started again while the mount stays.
 */
export class SambaMount {
  readonly folder: string;
  readonly port: number;
  readonly #rules: SambaRules;
  #smbd: ChildProcess | undefined;
  #rclone: ChildProcess | undefined;
  #said = '';

  private constructor(folder: string, port: number, rules: SambaRules) {
    this.folder = folder;
    this.port = port;
    this.#rules = rules;
  }

  /** Server and mount, both ready. Throws with what they said where they do not come up. */
  static async start(rules: SambaRules = {}): Promise<SambaMount> {
    const folder = mkdtempSync(join(tmpdir(), 'strongroom-samba-'));
    const share = new SambaMount(folder, await freePort(), rules);
    try {
      share.#configure();
      await share.startServer();
      await share.#mount();
      return share;
    } catch (error) {
      await share.stop();
      throw error;
    }
  }

  /** The mounted share. */
  get path(): string {
    return join(this.folder, 'mounted');
  }

  /** The folder behind the share. */
  get behind(): string {
    return join(this.folder, 'behind');
  }

  /** Nothing of the server runs on; whoever asks it waits. */
  freeze(): void {
    // The parent first: while it runs it makes new ones.
    for (const pid of this.serverPids()) signal(pid, 'SIGSTOP');
    for (const pid of this.serverPids()) signal(pid, 'SIGSTOP');
  }

  thaw(): void {
    for (const pid of this.serverPids().toReversed()) signal(pid, 'SIGCONT');
  }

  /** With no chance to tidy up; connections break. Resolves once it is gone. */
  async killServer(): Promise<void> {
    const smbd = this.#smbd;
    if (!smbd) return;
    this.#smbd = undefined;
    const ended = isRunning(smbd) ? once(smbd, 'exit') : undefined;
    for (const pid of pidsBelow(smbd.pid)) signal(pid, 'SIGKILL');
    await ended;
  }

  /** After `killServer`, on the same port with the same files. Resolves once it answers. */
  async startServer(): Promise<void> {
    if (this.#smbd) return;
    const args = ['--foreground', '--no-process-group', '--debug-stdout', `--configfile=${this.#config}`];
    this.#smbd = this.#started('smbd', args);
    await this.#until('smbd', this.#smbd, () => Promise.resolve(isListening(this.port)));
  }

  /** Where the mount itself has ended with its server, as one by rclone sometimes does; nothing otherwise. */
  async mountAgain(): Promise<void> {
    if (this.#rclone && isRunning(this.#rclone)) return;
    if (this.#isMounted()) execFileSync(pathOf('fusermount3') ?? '', ['-u', '-z', this.path], { stdio: 'ignore' });
    await this.#mount();
  }

  /** The server and those that it has started for its connections. */
  serverPids(): number[] {
    return pidsBelow(this.#smbd?.pid);
  }

  /** Mount and server end, whatever state they are in, and all files go. */
  async stop(): Promise<void> {
    // Lazily: nobody who still waits for the share may hold this up.
    if (this.#isMounted()) execFileSync(pathOf('fusermount3') ?? '', ['-u', '-z', this.path], { stdio: 'ignore' });
    const rclone = this.#rclone;
    this.#rclone = undefined;
    if (rclone && isRunning(rclone)) {
      const ended = once(rclone, 'exit');
      // Whoever waits for the share gets an error by this.
      rclone.kill('SIGKILL');
      await ended;
    }
    await this.killServer();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get #config(): string {
    return join(this.folder, 'smb.conf');
  }

  #configure(): void {
    for (const name of ['mounted', 'behind', 'state', 'rclone']) mkdirSync(join(this.folder, name));
    const state = join(this.folder, 'state');
    const own = ['private dir', 'lock directory', 'state directory', 'cache directory', 'pid directory', 'ncalrpc dir'];
    const lines = [
      '[global]',
      'server role = standalone server',
      'interfaces = 127.0.0.1/8',
      'bind interfaces only = yes',
      `smb ports = ${this.port}`,
      'disable netbios = yes',
      'load printers = no',
      'printcap name = /dev/null',
      'log level = 0',
      ...own.map((name) => `${name} = ${state}`),
      `[${SHARE}]`,
      `path = ${this.behind}`,
      'read only = no',
      'valid users = root',
      ...(this.#rules.share ?? []),
    ];
    writeFileSync(this.#config, `${lines.join('\n')}\n`);
    execFileSync(pathOf('smbpasswd') ?? '', ['-c', this.#config, '-s', '-a', 'root'], {
      input: `${PASSWORD}\n${PASSWORD}\n`,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  }

  async #mount(): Promise<void> {
    const rclone = pathOf('rclone') ?? '';
    const hidden = execFileSync(rclone, ['obscure', '-'], { input: PASSWORD }).toString().trim();
    const env = {
      PATH: process.env['PATH'],
      HOME: join(this.folder, 'rclone'),
      RCLONE_CONFIG: '/dev/null',
      RCLONE_CONFIG_TEST_TYPE: 'smb',
      RCLONE_CONFIG_TEST_HOST: '127.0.0.1',
      RCLONE_CONFIG_TEST_PORT: String(this.port),
      RCLONE_CONFIG_TEST_USER: 'root',
      RCLONE_CONFIG_TEST_PASS: hidden,
    };
    const uncached = [
      '--vfs-cache-mode',
      'off',
      '--dir-cache-time',
      '0s',
      '--attr-timeout',
      '0s',
      '--poll-interval',
      '0',
    ];
    const args = ['mount', `test:${SHARE}`, this.path, ...uncached, ...(this.#rules.mount ?? [])];
    this.#rclone = this.#started('rclone', args, env);
    await this.#until('rclone mount', this.#rclone, () => Promise.resolve(this.#isMounted()));
  }

  #isMounted(): boolean {
    return readFileSync('/proc/self/mounts', 'utf8').includes(` ${this.path} fuse`);
  }

  #started(name: string, args: string[], env?: NodeJS.ProcessEnv): ChildProcess {
    const child = spawn(pathOf(name) ?? name, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(env && { env }) });
    const keep = (text: Buffer): void => {
      this.#said = `${this.#said}${text.toString()}`.slice(-4000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    return child;
  }

  async #until(name: string, child: ChildProcess, isReady: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + START_LIMIT_MS;
    while (!(await isReady())) {
      if (!isRunning(child) || Date.now() > end) throw new Error(`${name} does not come up: ${this.#said}`);
      await wait(50);
    }
  }
}
