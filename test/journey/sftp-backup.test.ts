import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { printAddress } from '../../electron/engine/place/index.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { makeTree } from '../support/random-tree.ts';
import { SshServer, whyNoSshServer } from '../support/sshd.ts';
import { editTree } from '../support/tree-editor.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { vaultFiles } from '../support/vault-files.ts';

const why = whyNoSshServer();
if (why !== undefined) console.log(`skipped: ${why}`);

const LARGE_BYTES = 32 * 1024 * 1024;

let place: EnginePlace;
let server: SshServer;
let engine: Engine;
let vault: string;

beforeEach(async () => {
  if (why !== undefined) return;
  place = new EnginePlace('sftp');
  server = await SshServer.start();
  vault = join(server.served, 'vault');
  const credentials = place.path('credentials.json');
  writeFileSync(credentials, JSON.stringify(server.byLockedKey));
  engine = await place.withPlan({ vault: printAddress(server.address('vault')), credentials });
});
afterEach(async () => {
  await place?.remove();
  await server?.stop();
});

async function restoresWhole(at: string): Promise<void> {
  const { tree } = await place.restore(engine, at);
  expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
}

describe.skipIf(why !== undefined)('a vault on an SFTP server', () => {
  it('gives back every point, and holds nothing half done and no secret', async () => {
    const maker = makeTree(new Prng(11), place.source, 60);
    const full = await backUp(engine, 'full');
    await restoresWhole(full);
    editTree(maker, 20);
    const incremental = await backUp(engine, 'incremental');
    await restoresWhole(incremental);

    const verified = await engine.verify({ plan: 'P' });

    expect(verified.points.map(({ state }) => state)).toEqual(['good', 'good']);
    expect(vaultFiles(vault).filter((path) => path.endsWith('.part'))).toEqual([]);
    const kept = readdirSync(place.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const secret = server.byLockedKey.passphrase;
    expect(kept.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(secret))).toEqual([]);
  });

  it('is written to no faster than is allowed', async () => {
    writeFileSync(join(place.source, 'large'), new Prng(13).bytes(5 * 1024 ** 2));
    await engine.limitsSet({ writeMiB: 2 });

    const { outcome, seconds } = await engine.backup({ plan: 'P' });

    expect(outcome).toBe('complete');
    // A bound from below cannot fail on a slow machine.
    expect(seconds).toBeGreaterThan(2);
  });

  it('forgets the key of its server by no accident', async () => {
    await backUp(engine);
    await engine.close();
    rmSync(join(place.home, 'known-hosts'));
    engine = await place.open();

    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('host-key-changed');
    await engine.placeTest(printAddress(server.address('vault')), undefined, true);
    await backUp(engine);
  });

  it('is written whole while its connections break again and again', async () => {
    writeFileSync(join(place.source, 'large'), new Prng(12).bytes(LARGE_BYTES));
    let broken = 0;
    const breaking = setInterval(() => (broken += broken < 2 ? server.signalSessions('SIGKILL') : 0), 400);

    const set = await backUp(engine).finally(() => clearInterval(breaking));

    expect(broken).toBeGreaterThan(0);
    await restoresWhole(set);
    expect(vaultFiles(vault).filter((path) => path.endsWith('.part'))).toEqual([]);
  });

  it('is missed by name while its server is away, and used again when it is back', async () => {
    writeFileSync(join(place.source, 'file'), 'one');
    await backUp(engine);
    await server.killServer();
    writeFileSync(join(place.source, 'file'), 'two');

    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('vault-unavailable');
    await server.startServer();

    await restoresWhole(await backUp(engine));
  });
});
