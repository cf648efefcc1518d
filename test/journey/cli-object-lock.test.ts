import { writeFileSync } from 'node:fs';
import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zCopyResult, zPlaceTested } from '../../electron/contract/index.ts';
import { type ObjectGateway, startGateway, whyNoGateway } from '../support/rgw.ts';
import { newBucket, type TestBucket } from '../support/s3-bucket.ts';
import { type Bench, documentOf, makeBench, makeFolder } from './cli-runner.ts';

const missing = whyNoGateway();
if (missing) console.warn(missing);
const DAY_MS = 86_400_000;

describe.skipIf(missing)('an object store whose address asks for a lock', () => {
  let gateway: ObjectGateway;
  let bench: Bench;
  let locked: TestBucket;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway?.stop());
  beforeEach(async () => {
    bench = makeBench();
    makeFolder(bench.path('Books'));
    writeFileSync(bench.path('Books', 'a.txt'), 'one');
    const { accessKeyId, secretAccessKey } = gateway;
    writeFileSync(bench.path('s3.json'), JSON.stringify({ accessKeyId, secretAccessKey }), { mode: 0o600 });
    locked = await newBucket(gateway, { isLocked: true });
  });
  afterEach(() => bench.remove());

  const placeIn = ({ bucket }: TestBucket) => `s3://${bucket}/office?endpoint=${encodeURIComponent(gateway.endpoint)}`;
  const withKeys = () => ['--credentials-file', bench.path('s3.json')];
  const days = (iso: string | undefined) => Math.round((Date.parse(iso ?? '') - Date.now()) / DAY_MS);

  it('keeps what a run writes there from everybody, and the run says so after reading it back', async () => {
    const place = `${placeIn(locked)}&lock=30`;
    await bench.planAdd(0, '--name', 'Books', '--source', bench.path('Books'), '--vault', place, ...withKeys());

    const tested = documentOf(zPlaceTested, 0, await bench.run('--json', 'place', 'test', place, ...withKeys()));
    const { lock } = await bench.backup(0, 'Books');

    expect([tested.lock?.days, days(tested.lock?.until)]).toEqual([30, 30]);
    expect([lock?.days, days(lock?.until)]).toEqual([30, 30]);
    const { Versions = [] } = await locked.client.send(new ListObjectVersionsCommand({ Bucket: locked.bucket }));
    const ofSets = Versions.filter(({ Key = '' }) => Key.includes('/sets/'));
    expect(ofSets.length).toBeGreaterThanOrEqual(5);
    for (const { Key, VersionId } of ofSets) {
      const removal = locked.client.send(new DeleteObjectCommand({ Bucket: locked.bucket, Key, VersionId }));
      await expect(removal).rejects.toMatchObject({ name: 'AccessDenied' });
    }
  });

  it('keeps a copy, too, and the next ones go there as before', async () => {
    await bench.planAdd(0, '--name', 'Books', '--source', bench.path('Books'), '--vault', bench.vault);
    await bench.backup(0, 'Books');
    const to = ['--to-vault', `${placeIn(locked)}&lock=7`, '--name', 'Cloud', '--keep', 'last 1', ...withKeys()];
    const first = documentOf(zCopyResult, 0, await bench.run('--json', 'copy', 'Books', ...to));
    writeFileSync(bench.path('Books', 'a.txt'), 'two');
    await bench.backup(0, 'Books', '--kind', 'full');

    const second = documentOf(zCopyResult, 0, await bench.run('--json', 'copy', 'Books'));

    expect(days(first.copies[0]?.lock?.until)).toBe(7);
    expect(second.outcome).toBe('complete');
  });

  it('is refused where the bucket was not made for it, and nothing is claimed', async () => {
    const place = `${placeIn(await newBucket(gateway))}&lock=30`;
    const add = ['--name', 'Books', '--source', bench.path('Books'), '--vault', place, ...withKeys()];

    const tested = await bench.error(4, 'place', 'test', place, ...withKeys());
    const added = await bench.error(4, 'plan', 'add', ...add);

    expect([tested.error.code, added.error.code]).toEqual(['place-unlockable', 'place-unlockable']);
    expect(tested.error.sentence).toContain('was not made to lock anything');
  });
});
