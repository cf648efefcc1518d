import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printAddress } from '../../electron/engine/place/index.ts';
import { type Bench, makeBench, workerOf } from '../journey/cli-runner.ts';
import { type FaultProxy, startFaultProxy, type WayFault } from '../support/fault-proxy.ts';
import { Prng } from '../support/prng.ts';
import { type ObjectGateway, startGateway, whyNoGateway } from '../support/rgw.ts';
import { newBucket, type TestBucket } from '../support/s3-bucket.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

/** One of so many requests of a run suffers; with 1 each of them does, in each way, and some suffer for good. */
const every = Number(process.env['STRONGROOM_EVERY'] ?? 83);
const missing = whyNoGateway();
if (missing) console.warn(missing);
if (every > 1) console.log('a line that breaks for good is waited for so long that only the campaign does it');

const MEBIBYTE = 1024 * 1024;
const error = (code: string) => `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`;
const ways: readonly WayFault[] = [
  { answer: { status: 500, body: error('InternalError') } },
  { reset: 'before-answer' },
  { answer: { status: 200, body: error('InternalError') } },
  { reset: 'in-answer' },
  { answer: { status: 503, body: error('SlowDown') } },
  { reset: 'in-request' },
];

describe.skipIf(missing)('Backups to an object store behind a bad line', () => {
  const random = new Prng(6);
  let gateway: ObjectGateway;
  let way: FaultProxy;
  let bucket: TestBucket;
  // In processes of its own: whoever waits for an answer stands still, and the way is here.
  let bench: Bench;
  let runs = 0;

  beforeAll(async () => {
    if (missing) return;
    gateway = await startGateway();
    way = await startFaultProxy(gateway.endpoint);
    bucket = await newBucket(gateway);
    bench = makeBench();
    const credentials = bench.path('credentials.json');
    const { accessKeyId, secretAccessKey } = gateway;
    writeFileSync(credentials, JSON.stringify({ accessKeyId, secretAccessKey }));
    const address = { kind: 's3', prefix: 'branch', region: undefined, style: undefined } as const;
    const vault = printAddress({ ...address, bucket: bucket.bucket, endpoint: way.endpoint });
    mkdirSync(bench.path('source', 'small'), { recursive: true });
    const names = ['--name', 'P', '--source', bench.path('source'), '--vault', vault];
    await bench.planAdd(0, ...names, '--credentials-file', credentials);
  });
  afterAll(async () => {
    bench?.remove();
    await way?.stop();
    await gateway?.stop();
  });

  /** Enough that its volume is sent in parts. */
  function edit(): void {
    writeFileSync(bench.path('source', 'large'), random.bytes(9 * MEBIBYTE));
    for (let i = 0; i < 5; i++) writeFileSync(bench.path('source', 'small', `${runs}-${i}`), random.bytes(1000));
    runs++;
  }

  const backUp = async () => (await bench.backup(0, 'P')).outcome;

  /** What has been put for good: heartbeats come and go. */
  async function sealedTags(): Promise<Awaited<ReturnType<typeof bucket.tags>>> {
    return Object.fromEntries(Object.entries(await bucket.tags()).filter(([key]) => !key.includes('/heartbeat-')));
  }

  async function expectAllThere(): Promise<void> {
    expect([await unsealed(), await bucket.uploads()]).toEqual([[], []]);
    const { outcome, points } = await bench.verify(0, 'P', '--level', 'deep');
    expect([outcome, points.every(({ state }) => state === 'good')]).toEqual(['complete', true]);
    const to = bench.path(`restored-${runs}`);
    await bench.restore(0, 'P', '--to', to);
    expect(differences(snapshotTree(bench.path('source')), snapshotTree(join(to, 'source')))).toBe('');
  }

  /** Keys below a set that has no seal. */
  async function unsealed(): Promise<string[]> {
    const keys = await bucket.keys();
    const sets = new Set(keys.flatMap((key) => /^(.*\/sets\/[^/]+)\//.exec(key)?.[1] ?? []));
    return [...sets].filter((set) => !keys.includes(`${set}/set.json`));
  }

  it('succeed though any one of their requests fails once', async () => {
    edit();
    await backUp();
    edit();
    const before = way.seen.length;
    await backUp();
    const requests = way.seen.length - before;
    const sealed = await sealedTags();

    for (let at = 0; at < requests; at += every) {
      for (const [index, fault] of ways.entries()) {
        if (every > 1 && index !== (at / every) % ways.length) continue;
        edit();
        let seen = 0;
        way.inject(() => seen++ === at, fault);
        expect(await backUp(), `${JSON.stringify(fault)} at ${at}`).toBe('complete');
        way.clear();
      }
    }

    const now = await bucket.tags();
    expect(Object.fromEntries(Object.keys(sealed).map((key) => [key, now[key]]))).toEqual(sealed);
    await expectAllThere();
  });

  it('leave nothing behind when they are killed while they send', async () => {
    edit();
    const sealed = await sealedTags();
    const child = bench.start('backup', 'P');
    const worker = await workerOf(child);
    way.inject(({ url }) => url.includes('partNumber=2&') && process.kill(worker, 'SIGKILL'), { reset: 'in-request' });
    await once(child, 'exit');
    way.clear();
    expect(await bucket.uploads()).toHaveLength(1);

    expect(await backUp()).toBe('complete');

    const now = await bucket.tags();
    expect(Object.fromEntries(Object.keys(sealed).map((key) => [key, now[key]]))).toEqual(sealed);
    await expectAllThere();
  });

  it.skipIf(every > 1)(
    'fail clearly where the line breaks for good, and the next one goes on without anybody',
    async () => {
      edit();
      const before = way.seen.length;
      await backUp();
      const requests = way.seen.length - before;

      for (let at = Math.floor(requests / 2); at < requests; at += 7) {
        edit();
        const sealed = await sealedTags();
        let seen = 0;
        way.inject(() => seen++ >= at, { reset: 'in-request' }, 1_000_000);
        const failed = bench.error(4, 'backup', 'P').then(({ error: { code } }) => code);
        const code = await failed.catch((unexpected: unknown) => {
          // A run that had fewer requests met nothing.
          if (seen > at) throw unexpected;
        });
        way.clear();
        if (code === undefined) break;
        expect(code, `from ${at}`).toBe('vault-unavailable');

        const between = await bucket.tags();
        expect(await backUp(), `after ${at}`).toBe('complete');

        const now = await bucket.tags();
        expect(Object.fromEntries(Object.keys(sealed).map((key) => [key, between[key]]))).toEqual(sealed);
        expect(Object.fromEntries(Object.keys(sealed).map((key) => [key, now[key]]))).toEqual(sealed);
        expect([await unsealed(), await bucket.uploads()], `after ${at}`).toEqual([[], []]);
      }
      await expectAllThere();
    },
  );
});
