import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { printAddress } from '../../electron/engine/place/index.ts';
import { type ChildEnd, startChild } from '../support/child-engine.ts';
import { DeadlyLine } from '../support/deadly-line.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { type ObjectGateway, startGateway, whyNoGateway } from '../support/rgw.ts';
import { newBucket, type TestBucket } from '../support/s3-bucket.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';

const DAY_MS = 86_400_000;
/** More than it makes. */
const CHANGES_MAX = 100;
/** `npm run campaign` takes every change. */
const EVERY = Number(process.env['STRONGROOM_EVERY'] ?? 9);
const SAFE = 'Safe';

const why = whyNoGateway();
if (why !== undefined) console.log(`skipped: ${why}`);

const place = new EnginePlace('kill-copy-prune');
const trees = new Map<string, TreeSnapshot>();
const objects = new Map<string, Uint8Array>();
let gateway: ObjectGateway;
let bucket: TestBucket;
let line: DeadlyLine;
/** The first has been in the copy's trash for longer than 7 days; the next two would go there, the last two stay. */
let [due, going, staying]: [string[], string[], string[]] = [[], [], []];

beforeAll(async () => {
  if (why !== undefined) return;
  gateway = await startGateway();
  bucket = await newBucket(gateway);
  line = await DeadlyLine.start(gateway.endpoint);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 30 * DAY_MS });
  mkdirSync(place.source);
  const engine = await place.withPlan({ scheme: 'full', keep: '' });
  await giveCopy(engine, '');
  const made: string[] = [];
  for (let day = 0; day < 5; day++) {
    vi.setSystemTime(Date.now() + DAY_MS);
    writeFileSync(join(place.source, `f${day}`), `content of day ${day}`.repeat(30));
    const id = await backUp(engine);
    trees.set(id, snapshotTree(place.source));
    made.push(id);
  }
  await giveCopy(engine, 'last 4 min 1');
  expect(await engine.copy({ plan: 'P' })).toMatchObject({ copies: [{ outcome: 'complete', removed: 1 }] });
  await giveCopy(engine, 'last 2 min 1');
  [due, going, staying] = [made.slice(0, 1), made.slice(1, 3), made.slice(3)];
  await engine.close();
  vi.useRealTimers();
  await keep();
});
afterAll(async () => {
  await place.remove();
  await line?.stop();
  await gateway?.stop();
});

function giveCopy(engine: Engine, keep: string): Promise<unknown> {
  const credentials = place.path('credentials.json');
  const { accessKeyId, secretAccessKey } = gateway;
  writeFileSync(credentials, JSON.stringify({ accessKeyId, secretAccessKey }));
  const address = { kind: 's3', bucket: bucket.bucket, prefix: 'safe', endpoint: line.endpoint } as const;
  const at = printAddress({ ...address, region: undefined, style: undefined });
  return engine.copyAdd({ plan: 'P', place: at, name: SAFE, keep, credentials });
}

async function keep(): Promise<void> {
  cpSync(place.home, place.path('begin-home'), { recursive: true, preserveTimestamps: true });
  const { client, bucket: Bucket } = bucket;
  for (const Key of await bucket.keys()) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    objects.set(Key, (await Body?.transformToByteArray()) ?? Buffer.alloc(0));
  }
}

async function putBack(): Promise<void> {
  rmSync(place.home, { recursive: true });
  cpSync(place.path('begin-home'), place.home, { recursive: true, preserveTimestamps: true });
  const { client, bucket: Bucket } = bucket;
  const there = new Set(await bucket.keys());
  for (const Key of there) if (!objects.has(Key)) await client.send(new DeleteObjectCommand({ Bucket, Key }));
  for (const [key, bytes] of objects) if (!there.has(key)) await bucket.putRaw(key, bytes);
}

/** Killed before its n-th change of the store. */
async function copyKilledAt(change: number): Promise<{ killed: boolean; end: ChildEnd }> {
  const child = startChild(place.home, 'copy', { plan: 'P' });
  await line.killAt({ pid: child.process.pid ?? 0, change });
  const end = await child.ended;
  return { killed: child.process.signalCode !== null, end };
}

/** Names of the files below a folder of the plan in the store, by set. */
async function filesIn(folder: 'sets' | 'trash', set: string): Promise<string[]> {
  const keys = await bucket.keys();
  return keys.filter((key) => key.includes(`/${folder}/${set}`)).map((key) => key.split('/').at(-1) ?? '');
}

/** Answers what the copy offers: whole, though what was on its way out may have lost the copy of its seal. */
async function offered(engine: Engine): Promise<string[]> {
  const verified = await engine.verify({ plan: 'P', copy: SAFE });
  expect(verified).toMatchObject({ ignored: [], vault: [] });
  for (const { setId, damage } of verified.points) {
    const lost = damage.filter(({ code }) => code !== 'seal-copy-missing' || !going.includes(setId));
    expect([setId, lost]).toEqual([setId, []]);
  }
  const held = verified.points.map(({ setId }) => setId);
  renameSync(place.vault, place.path('away'));
  for (const id of held) {
    const { result, tree, to } = await place.restore(engine, id);
    expect([id, result.outcome]).toEqual([id, 'complete']);
    expect(differences(trees.get(id) as TreeSnapshot, snapshotTree(tree))).toBe('');
    rmSync(to, { recursive: true });
  }
  renameSync(place.path('away'), place.vault);
  return held;
}

async function opened<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await place.open();
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

async function isWhole(set: string): Promise<void> {
  const [stored, thrown] = [await filesIn('sets', set), await filesIn('trash', set)];
  expect([set, stored.filter((name) => /^(data|manifest)/.test(name)).sort()]).toEqual([
    set,
    ['data-000001.tar.zst', 'manifest.copy.zst', 'manifest.zst'],
  ]);
  expect([set, [...stored, ...thrown].includes('set.json')]).toEqual([set, true]);
}

describe.skipIf(why !== undefined)('a clean-up of a copy in an object store that is killed', () => {
  it('before any change offers only points that are whole, and loses no set whose time has not come', async () => {
    let change = 1;
    for (; change < CHANGES_MAX; change += EVERY) {
      const { killed, end } = await copyKilledAt(change);
      expect([end.failure, end.stderr]).toEqual([undefined, '']);
      if (!killed) {
        expect(end.value).toMatchObject({ outcome: 'complete', copies: [{ removed: 2 }] });
        break;
      }
      for (const set of [...going, ...staying]) await isWhole(set);
      await opened(async (engine) => {
        expect(await offered(engine)).toEqual(expect.arrayContaining(staying));
        expect(await engine.copy({ plan: 'P' })).toMatchObject({ outcome: 'complete', copies: [{ copied: 0 }] });
        expect(await offered(engine)).toEqual(staying);
      });
      for (const set of [...going, ...staying]) await isWhole(set);
      for (const set of due)
        expect([await filesIn('sets', set), await filesIn('trash', set)]).toEqual([[], [`${set}.json`]]);
      await putBack();
    }

    console.log(`cleaning up a copy makes fewer than ${change} changes`);
    // Two sets: note, two seals there, two gone here. One set: two seals and all else.
    expect(change).toBeGreaterThan(2 * 5 + 3);
    expect(change).toBeLessThan(CHANGES_MAX);
  });
});
