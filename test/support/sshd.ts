import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SftpAddress } from '../../electron/engine/place/address.ts';
import { freePort, isListening, isRunning, pathOf, pidsBelow, signal } from './own-servers.ts';

const START_LIMIT_MS = 20_000;
const PASSWORD = 'only for this test';
const PASSWORD_HASH =
  '$6$strongroom$xDOl9CwEb41AY7/YNddQeqQJZ.lISGcAthIcTnldEm6mRzHnUwQGGjvtterpVlFrVp.mVOnP/6w2/L1N2sMXF1';
const PASSPHRASE = 'of the key';

/** Why no SSH server can be started here; undefined where one can. */
export function whyNoSshServer(): string | undefined {
  if (process.platform !== 'linux') return 'an SSH server is only set up on Linux';
  const missing = ['sshd', 'ssh-keygen', 'sftp-server'].filter((name) => pathOf(name) === undefined);
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined;
}

/** Why a server here can neither have a user with a password nor a small disk; undefined where it can. */
export function whyNoOwnMounts(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'own mounts of a server need root on Linux';
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', '/mnt'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'own mounts of a server do not work here';
  }
}

/**
 * A real sshd on loopback with keys, users and a small disk of its own, and SFTP in a process for each connection. `served` is the
 * folder for vaults: what is there has arrived. `served/small` is a disk of 8 MiB, which only the server sees.
 */
export class SshServer {
  /** In memory where that can be: a disk that others use, too, may be silent for longer than a test waits. */
  readonly folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'strongroom-sshd-'));
  readonly port: number;
  readonly #hasOwnMounts = whyNoOwnMounts() === undefined;
  #sshd: ChildProcess | undefined;
  #said = '';

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<SshServer> {
    const server = new SshServer(await freePort());
    try {
      server.#configure();
      await server.startServer();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  get served(): string {
    return join(this.folder, 'served');
  }

  get knownHosts(): string {
    return join(this.folder, 'client', 'known-hosts');
  }

  address(name: string, user = userInfo().username): SftpAddress {
    return { kind: 'sftp', user, host: '127.0.0.1', port: this.port, path: join(this.served, name) };
  }

  /** Credentials of the user who runs the tests. */
  get byKey(): { privateKeyFile: string } {
    return { privateKeyFile: join(this.folder, 'client', 'key') };
  }

  get byLockedKey(): { privateKeyFile: string; passphrase: string } {
    return { privateKeyFile: join(this.folder, 'client', 'locked-key'), passphrase: PASSPHRASE };
  }

  /** A good key that opens nothing here. */
  get strangeKeyFile(): string {
    return join(this.folder, 'client', 'strange-key');
  }

  /** Of the user `branch`, who is only there with mounts of the server's own. */
  get byPassword(): { password: string } {
    return { password: PASSWORD };
  }

  /** `SHA256:...`, as ssh-keygen says it. */
  hostFingerprint(): string {
    const told = execFileSync(pathOf('ssh-keygen') ?? '', ['-l', '-f', `${this.#hostKey}.pub`]).toString();
    return told.split(' ')[1] ?? '';
  }

  /** After this and a new start it is another computer. */
  changeHostKey(): void {
    renameSync(this.#hostKey, `${this.#hostKey}.old`);
    rmSync(`${this.#hostKey}.pub`);
    this.#makeKey(this.#hostKey, '');
  }

  /** Processes that serve one connection each, and no others. */
  sessionPids(): number[] {
    return pidsBelow(this.#sshd?.pid).filter((pid) => commandOf(pid).startsWith('sftp-server'));
  }

  signalSessions(name: NodeJS.Signals): number {
    const pids = this.sessionPids();
    for (const pid of pids) signal(pid, name);
    return pids.length;
  }

  /** The whole server and all its connections: nothing answers, not even that it lives. */
  signalAll(name: NodeJS.Signals): void {
    for (const pid of pidsBelow(this.#sshd?.pid)) signal(pid, name);
  }

  /** With no chance to tidy up; connections break. */
  async killServer(): Promise<void> {
    const sshd = this.#sshd;
    if (!sshd) return;
    this.#sshd = undefined;
    const ended = isRunning(sshd) ? once(sshd, 'exit') : undefined;
    for (const pid of pidsBelow(sshd.pid)) signal(pid, 'SIGKILL');
    await ended;
  }

  /** After `killServer`, on the same port. */
  async startServer(): Promise<void> {
    if (this.#sshd) return;
    const [program, ...args] = this.#command();
    const sshd = spawn(program ?? '', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#sshd = sshd;
    sshd.stderr?.on('data', (text: Buffer) => {
      this.#said = `${this.#said}${text.toString()}`.slice(-4000);
    });
    const end = Date.now() + START_LIMIT_MS;
    while (!isListening(this.port)) {
      if (!isRunning(sshd) || Date.now() > end) throw new Error(`sshd does not come up: ${this.#said}`);
      await wait(20);
    }
  }

  async stop(): Promise<void> {
    await this.killServer();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get #hostKey(): string {
    return join(this.folder, 'host-key');
  }

  #configure(): void {
    chmodSync(this.folder, 0o755);
    for (const name of ['served', 'served/small', 'client']) mkdirSync(join(this.folder, name));
    const { byKey, byLockedKey } = this;
    this.#makeKey(this.#hostKey, '');
    this.#makeKey(byKey.privateKeyFile, '');
    this.#makeKey(byLockedKey.privateKeyFile, PASSPHRASE);
    this.#makeKey(this.strangeKeyFile, '');
    const publicKeys = [byKey, byLockedKey].map(({ privateKeyFile }) => readFileSync(`${privateKeyFile}.pub`, 'utf8'));
    writeFileSync(join(this.folder, 'authorized-keys'), publicKeys.join(''));
    if (this.#hasOwnMounts) this.#addUser();
    const lines = [
      `Port ${this.port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${this.#hostKey}`,
      `PidFile ${join(this.folder, 'pid')}`,
      `AuthorizedKeysFile ${join(this.folder, 'authorized-keys')}`,
      'StrictModes no',
      'UsePAM no',
      'UseDNS no',
      'PermitRootLogin yes',
      'PasswordAuthentication yes',
      `Subsystem sftp ${pathOf('sftp-server')}`,
      'LogLevel ERROR',
    ];
    writeFileSync(this.#config, `${lines.join('\n')}\n`);
    // Newer servers shut out for a while whoever gave a wrong password.
    if (this.#accepts('PerSourcePenalties=no')) {
      writeFileSync(this.#config, `${lines.join('\n')}\nPerSourcePenalties no\n`);
    }
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  }

  get #config(): string {
    return join(this.folder, 'sshd_config');
  }

  #accepts(option: string): boolean {
    try {
      execFileSync(pathOf('sshd') ?? '', ['-t', '-f', this.#config, '-o', option], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  #addUser(): void {
    const [passwd, shadow] = ['/etc/passwd', '/etc/shadow'].map((path) => readFileSync(path, 'utf8'));
    writeFileSync(join(this.folder, 'passwd'), `${passwd}branch:x:0:0::${this.folder}:/bin/sh\n`);
    writeFileSync(join(this.folder, 'shadow'), `${shadow}branch:${PASSWORD_HASH}:19000:0:99999:7:::\n`, {
      mode: 0o600,
    });
  }

  /** The mounts are gone with the server's last process. */
  #command(): string[] {
    const sshd = [pathOf('sshd') ?? '', '-D', '-e', '-f', this.#config];
    if (!this.#hasOwnMounts) return sshd;
    const mounts = [
      `mount --bind ${join(this.folder, 'passwd')} /etc/passwd`,
      `mount --bind ${join(this.folder, 'shadow')} /etc/shadow`,
      `mount -t tmpfs -o size=8m small ${join(this.served, 'small')}`,
    ];
    return ['unshare', '-m', 'sh', '-c', `${mounts.join(' && ')} && exec "$0" "$@"`, ...sshd];
  }

  #makeKey(path: string, passphrase: string): void {
    const args = ['-q', '-t', 'ed25519', '-a', '1', '-N', passphrase, '-C', 'test', '-f', path];
    execFileSync(pathOf('ssh-keygen') ?? '', args, { stdio: 'ignore' });
  }
}

function commandOf(pid: number): string {
  const path = `/proc/${pid}/comm`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
