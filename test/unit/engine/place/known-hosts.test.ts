import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostKeyOf, hostName, KnownHosts } from '../../../../electron/engine/place/known-hosts.ts';

// Of an ed25519 key, as `ssh-keygen -l` says it.
const BLOB = Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAAIO4pSz9Ib9oec71lxpaaIxkXh1rdNiD9Z43rb06FNyrp', 'base64');
const FINGERPRINT = 'SHA256:MqJN3a0nBbD+QSJ6cyH2gCnNAy9Whak5BB/ORopRO/Q';

let home: string;
let path: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'strongroom-hosts-'));
  path = join(home, 'data', 'known-hosts');
});
afterEach(() => rmSync(home, { recursive: true }));

const other = hostKeyOf(Buffer.from('another key'));

describe('known hosts', () => {
  it('show the fingerprint of a key as other programs do', () => {
    expect(hostKeyOf(BLOB)).toMatchObject({ algorithm: 'ssh-ed25519', fingerprint: FINGERPRINT });
    expect(hostKeyOf(Buffer.from([0, 0]))).toMatchObject({ algorithm: 'unknown' });
  });

  it('are remembered by name and port, one line each', () => {
    const hosts = new KnownHosts(path);
    const key = hostKeyOf(BLOB);

    hosts.remember(hostName('NAS.example', 22), key);
    hosts.remember(hostName('::1', 2222), other);

    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines).toEqual([
      `nas.example:22 ssh-ed25519 ${BLOB.toString('base64')} ${FINGERPRINT}`,
      `[::1]:2222 unknown ${other.base64} ${other.fingerprint}`,
      '',
    ]);
    expect(hosts.keysOf('nas.example:22')).toEqual([key]);
    expect(hosts.keysOf('nas.example:2222')).toEqual([]);
  });

  it('are met anew after they were forgotten', () => {
    const hosts = new KnownHosts(path);
    hosts.remember('nas:22', hostKeyOf(BLOB));
    hosts.remember('nas-2:22', hostKeyOf(BLOB));

    hosts.forget('nas:22');
    expect(hosts.keysOf('nas:22')).toEqual([]);
    hosts.remember('nas:22', other);

    expect(hosts.keysOf('nas:22')).toEqual([other]);
    expect(hosts.keysOf('nas-2:22')).toHaveLength(1);
  });

  it('survive half a line that a power cut left', () => {
    const hosts = new KnownHosts(path);
    hosts.remember('nas:22', hostKeyOf(BLOB));
    appendFileSync(path, 'other:22 ssh-ed2551');

    hosts.remember('third:22', other);

    expect(hosts.keysOf('nas:22')).toHaveLength(1);
    expect(hosts.keysOf('other:22')).toEqual([]);
    expect(hosts.keysOf('third:22')).toEqual([other]);
  });

  it('are unknown only where there is no file, not where it cannot be read', () => {
    writeFileSync(join(home, 'file'), '');

    expect(new KnownHosts(path).keysOf('nas:22')).toEqual([]);
    expect(() => new KnownHosts(home).keysOf('nas:22')).toThrow();
    expect(() => new KnownHosts(join(home, 'file', 'below')).keysOf('nas:22')).toThrow();
  });
});
