import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Credentials } from '../../electron/engine/place/credentials.ts';
import { hostName, KnownHosts } from '../../electron/engine/place/known-hosts.ts';
import { sftpDriver } from '../../electron/engine/place/sftp-driver.ts';
import { codeOf } from '../place/tried-place.ts';
import { SshServer, whyNoOwnMounts, whyNoSshServer } from '../support/sshd.ts';

const why = whyNoSshServer();
if (why !== undefined) console.log(`skipped: ${why}`);
const whyNoUser = why ?? whyNoOwnMounts();
if (why === undefined && whyNoUser !== undefined) console.log(`skipped: ${whyNoUser}`);

let server: SshServer;
beforeAll(async () => {
  if (why === undefined) server = await SshServer.start();
});
afterAll(() => server?.stop());
afterEach(() => server?.startServer());

/** The code of what a first call throws; '' where it is let in. */
async function knock(credentials: Credentials, user?: string): Promise<string> {
  const driver = sftpDriver(server.address('login', user), credentials, server.knownHosts, { silenceMs: 10_000 });
  try {
    return await codeOf(() => driver.makeFolder(''));
  } finally {
    await driver.close();
  }
}

describe.skipIf(why !== undefined)('who asks', () => {
  it('is let in by a key, with a passphrase or without', async () => {
    expect(await knock(server.byKey)).toBe('');
    expect(await knock(server.byLockedKey)).toBe('');
  });

  it.skipIf(whyNoUser !== undefined)('is let in by a password', async () => {
    expect(await knock(server.byPassword, 'branch')).toBe('');
    // The key is tried first, and is not known there.
    expect(await knock({ ...server.byPassword, privateKeyFile: server.strangeKeyFile }, 'branch')).toBe('');
  });

  it('is not let in with wrong credentials', async () => {
    const { privateKeyFile } = server.byLockedKey;
    const noKey = join(server.folder, 'client', 'no-key');
    writeFileSync(noKey, 'no key at all');

    expect(await knock({ password: 'wrong' })).toBe('EAUTH');
    expect(await knock({ privateKeyFile: server.strangeKeyFile })).toBe('EAUTH');
    expect(await knock({ privateKeyFile })).toBe('EAUTH');
    expect(await knock({ privateKeyFile, passphrase: 'wrong' })).toBe('EAUTH');
    expect(await knock({ privateKeyFile: `${privateKeyFile}.pub` })).toBe('EAUTH');
    expect(await knock({ privateKeyFile: noKey })).toBe('EAUTH');
    expect(await knock({ privateKeyFile: join(server.folder, 'missing') })).toBe('EAUTH');
    expect(await knock({})).toBe('EAUTH');
  });

  it('hears nothing of the secret in an error', async () => {
    const driver = sftpDriver(server.address('login'), { password: 'my secret' }, server.knownHosts);

    const error = await driver.list('').catch((caught: unknown) => caught);

    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('my secret');
    await driver.close();
  });
});

describe.skipIf(why !== undefined)('the computer that answers', () => {
  const known = (): KnownHosts => new KnownHosts(server.knownHosts);
  const name = (): string => hostName('127.0.0.1', server.port);

  it('is remembered once when it is first met, and can be shown', async () => {
    await knock(server.byKey);
    await knock(server.byKey);

    expect(existsSync(server.knownHosts)).toBe(true);
    expect(
      known()
        .keysOf(name())
        .map(({ fingerprint }) => fingerprint),
    ).toEqual([server.hostFingerprint()]);
    expect(readFileSync(server.knownHosts, 'utf8').split('\n')).toHaveLength(2);
  });

  it('is not told any secret when it is another than before, until it is accepted', async () => {
    await knock(server.byKey);
    await server.killServer();
    server.changeHostKey();
    await server.startServer();
    const driver = sftpDriver(server.address('login'), server.byKey, server.knownHosts);

    const error = await driver.list('').catch((caught: unknown) => caught);

    expect(error).toMatchObject({ code: 'EHOSTKEY', fingerprint: server.hostFingerprint() });
    expect(String(error)).toContain(server.hostFingerprint());
    expect(await codeOf(() => driver.put('file', Buffer.from('x')))).toBe('EHOSTKEY');
    known().forget(name());
    expect(await codeOf(() => driver.put('file', Buffer.from('x')))).toBe('');
    expect(
      known()
        .keysOf(name())
        .map(({ fingerprint }) => fingerprint),
    ).toEqual([server.hostFingerprint()]);
    await driver.close();
  });

  it('is not met for the first time once more where its key was lost, until it is accepted', async () => {
    await knock(server.byKey);
    rmSync(server.knownHosts);
    const used = { wasMet: () => true };
    const driver = sftpDriver(server.address('login'), server.byKey, server.knownHosts, used);

    expect(await codeOf(() => driver.list(''))).toBe('EHOSTKEY');
    expect(known().keysOf(name())).toEqual([]);
    known().forget(name());
    expect(await codeOf(() => driver.list(''))).toBe('');
    expect(known().keysOf(name())).toHaveLength(1);
    await driver.close();
  });

  it('is no longer met where what is known cannot be read', async () => {
    const driver = sftpDriver(server.address('login'), server.byKey, server.served);

    expect(await codeOf(() => driver.list(''))).not.toBe('');
    await driver.close();
  });
});
