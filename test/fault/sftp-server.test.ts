import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SentFile } from '../../electron/engine/place/index.ts';
import type { RemoteDriver } from '../../electron/engine/place/remote-driver.ts';
import { sftpDriver } from '../../electron/engine/place/sftp-driver.ts';
import { withRetry } from '../../electron/engine/place/with-retry.ts';
import { codeOf, sha256, unstopped } from '../place/tried-place.ts';
import { Prng } from '../support/prng.ts';
import { SshServer, whyNoOwnMounts, whyNoSshServer } from '../support/sshd.ts';

const why = whyNoSshServer();
if (why !== undefined) console.log(`skipped: ${why}`);
const whyNoSmallDisk = why ?? whyNoOwnMounts();
if (why === undefined && whyNoSmallDisk !== undefined) console.log(`skipped: ${whyNoSmallDisk}`);

const SILENCE_MS = 2_000;
const seed = Number(process.env['STRONGROOM_SEED'] ?? Date.now() % 1_000_000);

let server: SshServer;
let large: SentFile;
let bytes: Buffer;
let driver: RemoteDriver;
const opened: RemoteDriver[] = [];
let folders = 0;
let folder = '';

beforeAll(async () => {
  if (why !== undefined) return;
  server = await SshServer.start();
  bytes = randomBytes(24 * 1024 * 1024);
  const path = join(server.folder, 'client', 'large');
  writeFileSync(path, bytes);
  large = { path, size: bytes.length, sha256: sha256(bytes) };
});
afterAll(() => server?.stop());

beforeEach(async () => {
  if (why !== undefined) return;
  folder = `faults-${folders++}`;
  driver = open(folder);
  await driver.makeFolder('');
});
afterEach(async () => {
  server?.signalAll('SIGCONT');
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

function open(name: string, silenceMs = SILENCE_MS): RemoteDriver {
  const made = sftpDriver(server.address(name), server.byKey, server.knownHosts, { silenceMs });
  opened.push(made);
  return made;
}

/** What has arrived, whatever name it has. */
const arrived = (): string[] => readdirSync(join(server.served, folder), { recursive: true }).map(String).toSorted();

/** Sends, and does something once the first bytes have arrived. */
function sendAnd(sender: RemoteDriver, act: () => unknown, signal = unstopped): Promise<string> {
  let isDone = false;
  const onProgress = (count: number): void => {
    if (isDone || count === 0) return;
    isDone = true;
    act();
  };
  return codeOf(() => sender.send('file', { ...large, onProgress }, signal));
}

describe.skipIf(why !== undefined)('an SFTP server with links', () => {
  it('loses them with the folder they are in, and nothing of what they lead to', async () => {
    const at = (...parts: string[]) => join(server.served, folder, ...parts);
    for (const name of ['kept', 'gone', 'gone/below']) mkdirSync(at(name));
    for (const name of ['kept/file', 'gone/below/file']) writeFileSync(at(name), 'content');
    symlinkSync(at('kept'), at('gone', 'below', 'to a folder'));
    symlinkSync(at('kept', 'file'), at('gone', 'to a file'));
    symlinkSync(at('nowhere'), at('gone', 'to nothing'));
    symlinkSync(at('kept'), at('itself a link'));

    await driver.removeFolder('gone');
    await driver.removeFolder('itself a link');

    expect(arrived()).toEqual(['kept', 'kept/file']);
  });
});

describe.skipIf(why !== undefined)('an SFTP server that stops answering', () => {
  it('fails a call within the limit while the server itself still lives, and the next call finds it again', async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 20);
    expect(server.signalSessions('SIGSTOP')).toBeGreaterThan(0);

    const started = performance.now();
    expect(await codeOf(() => driver.size('file'))).toBe('ENOTCONN');
    clearInterval(ticking);

    expect(performance.now() - started).toBeGreaterThan(SILENCE_MS);
    expect(ticks).toBeGreaterThan(10);
    expect(await driver.put('file', Buffer.from('x'))).toBe('flushed');
    expect(arrived()).toEqual(['file']);
  });

  it('fails a call when nothing at all is heard, and a new connection too', async () => {
    server.signalAll('SIGSTOP');

    expect(await codeOf(() => driver.list(''))).toBe('ENOTCONN');
    expect(await codeOf(() => driver.list(''))).toBe('ENOTCONN');
    server.signalAll('SIGCONT');
    expect(await driver.list('')).toEqual([]);
  });

  it('leaves nothing under the name of a file that it stops taking', async () => {
    expect(await sendAnd(driver, () => server.signalSessions('SIGSTOP'))).toBe('ENOTCONN');
    expect(arrived()).not.toContain('file');
    server.signalSessions('SIGKILL');

    expect(await sendAnd(driver, () => undefined)).toBe('');
    expect(arrived()).toEqual(['file']);
  });

  it('does not hold up whoever wants to stop', async () => {
    const patient = open(folder, 60_000);
    const stop = new AbortController();
    const act = (): void => {
      server.signalSessions('SIGSTOP');
      stop.abort();
    };

    const started = performance.now();
    expect(await sendAnd(patient, act, stop.signal)).toBe('ECANCELED');

    expect(performance.now() - started).toBeLessThan(20_000);
    server.signalSessions('SIGCONT');
    await patient.list('');
    await until(() => arrived().length === 0);
  });

  it('goes on after a pause', async () => {
    const pause = async (): Promise<void> => {
      server.signalSessions('SIGSTOP');
      await wait(SILENCE_MS / 3);
      server.signalSessions('SIGCONT');
    };

    expect(await sendAnd(driver, pause)).toBe('');
    expect(sha256(readFileSync(join(server.served, folder, 'file')))).toBe(large.sha256);
  });
});

describe.skipIf(why !== undefined)('an SFTP server that breaks off', () => {
  it('leaves nothing under the name of a file, and nothing of it after the next try', async () => {
    expect(await sendAnd(driver, () => server.signalSessions('SIGKILL'))).toBe('ENOTCONN');
    expect(arrived()).toEqual([expect.stringMatching(/^file\.[a-z0-9]{8}\.part$/)]);

    expect(await sendAnd(driver, () => undefined)).toBe('');
    expect(arrived()).toEqual(['file']);
    expect(sha256(readFileSync(join(server.served, folder, 'file')))).toBe(large.sha256);
  });

  it('is tried again without anybody noticing', async () => {
    const retried = withRetry(driver, [10, 50, 100]);

    expect(await sendAnd(retried, () => server.signalSessions('SIGKILL'))).toBe('');
    expect(arrived()).toEqual(['file']);
  });

  it('goes on with a file where it broke off, however often', async () => {
    const retried = withRetry(driver, [1]);
    const said: number[] = [];
    let breaks = 0;
    const onProgress = (count: number): void => {
      said.push(count);
      if (count > (breaks + 1) * 5_000_000 && breaks < 4) breaks += server.signalSessions('SIGKILL') > 0 ? 1 : 0;
    };

    await retried.send('file', { ...large, onProgress }, unstopped);

    expect(breaks).toBe(4);
    expect(said).toEqual(said.toSorted((a, b) => a - b));
    expect(sha256(readFileSync(join(server.served, folder, 'file')))).toBe(large.sha256);
    expect(arrived()).toEqual(['file']);
  });

  it('is away while it is away, and there when it is back', async () => {
    await driver.put('before', Buffer.from('1'));
    await server.killServer();

    expect(await codeOf(() => driver.size('before'))).toBe('ENOTCONN');
    expect(await codeOf(() => driver.put('during', Buffer.from('2')))).toBe('ENOTCONN');
    await server.startServer();
    await driver.put('after', Buffer.from('3'));
    expect(arrived()).toEqual(['after', 'before']);
  });

  it('keeps each file once and whole, at whatever moment it breaks off', async () => {
    const prng = new Prng(seed);
    const retried = withRetry(driver, [1, 1, 1, 5, 5, 50, 50, 200]);
    const names = Array.from({ length: 15 }, (_, index) => `file-${index}`);

    for (const name of names) {
      const breaking = wait(prng.int(0, 12)).then(() => server.signalSessions('SIGKILL'));
      const outcome = await codeOf(() => retried.put(name, Buffer.from(name)));
      await breaking;
      expect(outcome, `seed ${seed}`).toBe('');
    }

    expect(names.map((name) => readFileSync(join(server.served, folder, name), 'utf8'))).toEqual(names);
    // The last break may not have been noticed yet.
    await retried.list('');
    expect(arrived(), `seed ${seed}`).toEqual(names.toSorted());
  });
});

describe.skipIf(whyNoSmallDisk !== undefined)('an SFTP server with a full disk', () => {
  it('says so, keeps nothing of what does not fit, and takes what fits', async () => {
    const small = open('small/vault');
    await small.makeFolder('');

    expect(await codeOf(() => small.send('file', large, unstopped))).toBe('ENOSPC');
    expect(await small.list('')).toEqual([]);
    const filler = randomBytes(7 * 1024 * 1024);
    await small.put('filler', filler);
    expect(await codeOf(() => small.put('more', randomBytes(2 * 1024 * 1024)))).toBe('ENOSPC');
    expect((await small.list('')).map(({ name }) => name)).toEqual(['filler']);
    expect((await small.space())?.free).toBeLessThan(2 * 1024 * 1024);
    await small.remove('filler');
    await small.put('more', Buffer.from('fits'));
    const whole = createHash('sha256').update(await small.read('more', 0, 10));
    expect(whole.digest('hex')).toBe(sha256(Buffer.from('fits')));
  });
});

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('it never came to that');
    await wait(20);
  }
}
