import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShareConnections } from '../../../../electron/engine/place/share-connection.ts';
import { ShareNotes } from '../../../../electron/engine/place/share-notes.ts';
import { shareOf } from '../../../../electron/engine/place/share-port.ts';
import { isBrokenWay } from '../../../../electron/engine/place/served-folder.ts';
import { keepsShareContract } from '../../../place/share-contract.ts';
import { SimulatedShares } from '../../../support/simulated-shares.ts';

const SHARE = '\\\\nas\\backup';
const LOGIN = { username: 'OFFICE\\backup', password: 'right' };
const OTHER = { username: 'anna', password: 'hers' };
const SERVERS = {
  nas: {
    users: { [LOGIN.username]: 'right', anna: 'hers' },
    shares: { backup: [LOGIN.username], photos: ['anna', LOGIN.username] },
  },
};

describe('simulated shares', () => {
  it('keep the contract that those of Windows keep', () => {
    const shares = new SimulatedShares({ nas: { ...SERVERS.nas, shares: { backup: [LOGIN.username, 'anna'] } } });

    const kept = keepsShareContract(shares, {
      noServer: '\\\\nowhere\\backup',
      real: {
        share: SHARE,
        login: LOGIN,
        wrong: { ...LOGIN, password: 'wrong' },
        other: OTHER,
        noShare: '\\\\nas\\none',
      },
    });

    expect(kept).toHaveLength(5);
  });
});

describe('connections to shares', () => {
  let folder: string;
  let port: SimulatedShares;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'strongroom-shares-'));
    port = new SimulatedShares(SERVERS);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const connections = (pid = 1, alive: readonly number[] = [1]): ShareConnections =>
    new ShareConnections({
      port,
      notes: new ShareNotes(folder, { pid, isAlive: (each) => alive.includes(each) }),
      canRead: (share) => port.canRead(share),
    });

  it('are made once, and dropped when the last that works has ended', async () => {
    const shares = connections();
    const first = Promise.withResolvers<void>();

    const running = shares.during(async () => {
      shares.connect(SHARE, LOGIN);
      await first.promise;
    });
    await shares.during(() => shares.connect('\\\\NAS\\Backup', LOGIN));
    const meanwhile = port.has(SHARE);
    first.resolve();
    await running;

    expect(meanwhile).toBe(true);
    expect(port.calls).toEqual([`add ${SHARE} ${LOGIN.username}`, `cancel ${SHARE}`]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are dropped also after a failure', async () => {
    const shares = connections();

    const failing = shares.during(() => {
      shares.connect(SHARE, LOGIN);
      throw new Error('the work fails');
    });

    await expect(failing).rejects.toThrow('the work fails');
    expect([port.has(SHARE), readdirSync(folder)]).toEqual([false, []]);
  });

  it('of the user are used and stay', async () => {
    port.add(SHARE, LOGIN);
    const shares = connections();

    await shares.during(() => shares.connect(SHARE, { ...LOGIN, password: 'not even tried' }));

    expect(port.has(SHARE)).toBe(true);
    expect(port.calls).toHaveLength(1);
  });

  it('use what the user has connected under another name as long as it opens the share, and say so where it does not', async () => {
    port.add('\\\\nas\\photos', OTHER);
    const shares = connections();

    await shares.during(() => shares.connect('\\\\nas\\photos', LOGIN));
    const refused = shares.during(() => shares.connect(SHARE, LOGIN));

    await expect(refused).rejects.toMatchObject({ code: 'share-other-user', subject: SHARE });
    expect([port.has('\\\\nas\\photos'), port.has(SHARE), readdirSync(folder)]).toEqual([true, false, []]);
  });

  it('that a killed process left are dropped by the next', async () => {
    new ShareNotes(folder, { pid: 7 }).write(SHARE);
    port.add(SHARE, LOGIN);
    const shares = connections();

    await shares.during(() => shares.connect(SHARE, LOGIN));

    expect([port.has(SHARE), readdirSync(folder)]).toEqual([false, []]);
  });

  it('are left to another process that works with the share, and dropped by it', async () => {
    const [one, two] = [connections(1, [1, 2]), connections(2, [1, 2])];
    const end = Promise.withResolvers<void>();

    const longer = two.during(async () => {
      two.connect(SHARE, LOGIN);
      await end.promise;
    });
    await one.during(() => one.connect(SHARE, LOGIN));
    const between = port.has(SHARE);
    end.resolve();
    await longer;

    expect([between, port.has(SHARE), readdirSync(folder)]).toEqual([true, false, []]);
  });

  it('that somebody has a file open of stay, and go the next time', async () => {
    const shares = connections();
    port.inUse.add(SHARE);

    await shares.during(() => shares.connect(SHARE, LOGIN));
    const stayed = port.has(SHARE);
    port.inUse.clear();
    await shares.during(() => shares.connect(SHARE, LOGIN));

    expect([stayed, port.has(SHARE), readdirSync(folder)]).toEqual([true, false, []]);
  });

  it.each([
    ['a wrong password', SHARE, { ...LOGIN, password: 'wrong' }, 'credentials-wrong'],
    ['a share that is not there', '\\\\nas\\none', LOGIN, 'share-unknown'],
    ['a server that is not there', '\\\\nowhere\\backup', LOGIN, 'vault-unavailable'],
  ])('name %s, and leave nothing behind', async (_, share, login, code) => {
    const shares = connections();

    const connecting = shares.during(() => shares.connect(share, login));

    await expect(connecting).rejects.toMatchObject({ code, subject: share });
    expect([port.has(share), readdirSync(folder)]).toEqual([false, []]);
  });
});

describe('a path', () => {
  it('names its share where it has one', () => {
    const shares = [
      '\\\\nas\\a\\b',
      '\\\\nas\\a\\',
      '\\\\?\\UNC\\nas\\a\\b',
      '//nas/a/b',
      'C:\\a\\b',
      '\\\\?\\C:\\a',
      '\\\\.\\pipe\\a',
      '\\\\nas',
    ].map(shareOf);

    expect(shares).toEqual([
      '\\\\nas\\a',
      '\\\\nas\\a',
      '\\\\nas\\a',
      '\\\\nas\\a',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('on a share of Windows breaks by any error of the network', () => {
    const broken = (code: string, path: string): boolean =>
      isBrokenWay(Object.assign(new Error(code), { code }), path, 'win32');

    expect(['UNKNOWN', 'ETIMEDOUT', 'ECONNRESET'].map((code) => broken(code, '\\\\nas\\a\\b'))).toEqual([
      true,
      true,
      true,
    ]);
    expect([broken('ENOENT', '\\\\nas\\a\\b'), broken('UNKNOWN', 'C:\\a'), broken('EIO', 'C:\\a')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
