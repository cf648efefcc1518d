import { createHash } from 'node:crypto';
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectRetentionCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Driver } from '../../electron/engine/place/s3-driver.ts';
import { type ObjectGateway, startGateway, whyNoGateway } from '../support/rgw.ts';
import { never, newBucket, sentFiles, someBytes } from '../support/s3-bucket.ts';

const MEBIBYTE = 1024 * 1024;
const PART = 5 * MEBIBYTE;
const missing = whyNoGateway();
if (missing) console.warn(missing);

describe.skipIf(missing)('An object store', () => {
  let gateway: ObjectGateway;
  const files = sentFiles();
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(async () => {
    await gateway?.stop();
    files.remove();
  });
  const code = (code: string) => expect.objectContaining({ code });

  it('gives back what was put, whole and in ranges', async () => {
    const driver = (await newBucket(gateway)).driver();

    expect(await driver.put('machines/m/one.json', Buffer.from('hello'))).toBe('checksum');

    expect(await driver.size('machines/m/one.json')).toBe(5);
    expect(Buffer.from(await driver.read('machines/m/one.json', 1, 3)).toString()).toBe('ell');
    expect(Buffer.from(await driver.read('machines/m/one.json', 3, 100)).toString()).toBe('lo');
    expect(await driver.read('machines/m/one.json', 5, 100)).toHaveLength(0);
    expect(await driver.read('machines/m/one.json', 0, 0)).toHaveLength(0);
    await driver.put('empty', Buffer.alloc(0));
    expect(await driver.size('empty')).toBe(0);
    expect(await driver.read('empty', 0, 10)).toHaveLength(0);
    await expect(driver.read('none', 0, 1)).rejects.toEqual(code('ENOENT'));
    expect(await driver.size('none')).toBeUndefined();
  });

  it('gives bytes that own their memory', async () => {
    const driver = (await newBucket(gateway)).driver();
    await driver.put('a', someBytes(100_000));

    const bytes = await driver.read('a', 10, 50_000);

    expect(bytes.buffer.byteLength).toBe(50_000);
    expect(Buffer.from(bytes).equals(someBytes(100_000).subarray(10, 50_010))).toBe(true);
  });

  it('lists a folder: what lies in it, and the folders there', async () => {
    const { driver: open, putRaw } = await newBucket(gateway);
    const driver = open();
    await driver.put('sets/a/data', Buffer.from('1'));
    await driver.put('sets/b/data', Buffer.from('22'));
    await driver.put('sets/note', Buffer.from('333'));
    await putRaw('vaults/a/sets/', Buffer.alloc(0));
    await putRaw('vaults/other', Buffer.from('not ours'));

    const entries = await driver.list('sets');

    expect(entries.sort((one, other) => one.name.localeCompare(other.name))).toEqual([
      { name: 'a', isFolder: true, size: 0 },
      { name: 'b', isFolder: true, size: 0 },
      { name: 'note', isFolder: false, size: 3 },
    ]);
    expect((await driver.list('')).map(({ name }) => name)).toEqual(['sets']);
    expect(await driver.list('nowhere')).toEqual([]);
  });

  it('lists, and removes, more than fit into one page', async () => {
    const { driver: open, keys } = await newBucket(gateway);
    const driver = open();
    const names = Array.from({ length: 120 }, (_, index) => `many/f-${index}`);
    await Promise.all(names.map((name) => driver.put(name, Buffer.from('x'))));
    await driver.put('stays', Buffer.from('x'));

    const listed = await driver.list('many');
    await driver.removeFolder('many');

    expect(new Set(listed.map(({ name }) => name)).size).toBe(120);
    expect(await keys()).toEqual(['vaults/a/stays']);
  });

  it('refuses to replace an object, whoever puts first', async () => {
    const { driver: open } = await newBucket(gateway);
    const [one, other] = [open(), open()];
    await one.put('first', Buffer.from('one'));

    expect(one.refuses).toBe(true);
    await expect(one.put('first', Buffer.from('one'))).rejects.toEqual(code('EEXIST'));
    await expect(other.put('first', Buffer.from('two'))).rejects.toEqual(code('EEXIST'));
    await other.put('second', Buffer.from('two'));
    const both = await Promise.allSettled([
      one.put('race', Buffer.from('one')),
      other.put('race', Buffer.from('two')),
      one.put('race', Buffer.from('three')),
    ]);

    expect(Buffer.from(await one.read('first', 0, 10)).toString()).toBe('one');
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('compares what it receives with its MD5, which is what "checksum" says', async () => {
    const { putRaw, beginUpload, keys } = await newBucket(gateway);
    const wrong = createHash('md5').update('something else').digest('base64');

    await expect(putRaw('a', Buffer.from('hello'), wrong)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(beginUpload('b', Buffer.from('hello'), wrong)).rejects.toMatchObject({ name: 'BadDigest' });

    expect(await keys()).toEqual([]);
  });

  it('takes a large file in parts and says how far it is', async () => {
    const { driver: open, uploads } = await newBucket(gateway);
    const driver = open({ partBytes: PART });
    const bytes = someBytes(2 * PART + 12_345);
    const told: number[] = [];

    const durability = await driver.send(
      'sets/s/data-000001',
      { ...files.file('large', bytes), onProgress: (sent) => told.push(sent) },
      never,
    );

    expect(durability).toBe('checksum');
    expect(Buffer.from(await driver.read('sets/s/data-000001', 0, bytes.length)).equals(bytes)).toBe(true);
    expect(told).toHaveLength(4);
    expect(told.at(-1)).toBe(bytes.length);
    expect(await uploads()).toEqual([]);
    const again = driver.send('sets/s/data-000001', files.file('other', bytes.subarray(1)), never);
    await expect(again).rejects.toEqual(code('EEXIST'));
  });

  it('takes a small file at once', async () => {
    const driver = (await newBucket(gateway)).driver({ partBytes: PART });
    const told: number[] = [];

    const durability = await driver.send(
      'small',
      { ...files.file('small', Buffer.from('small')), onProgress: (sent) => told.push(sent) },
      never,
    );

    expect([durability, told]).toEqual(['checksum', [0, 5]]);
    const paced = { ...files.file('paced', someBytes(100_000)), pace: async () => undefined };
    expect(await driver.send('paced', paced, never)).toBe('checksum');
  });

  it('sends a file no faster than it is told to, and the server still checks it', async () => {
    const { driver: open } = await newBucket(gateway);
    const driver = open({ partBytes: PART });
    const bytes = someBytes(PART + 1000);
    let paced = 0;

    const durability = await driver.send(
      'paced',
      {
        ...files.file('paced', bytes),
        pace: async (count) => {
          paced += count;
        },
      },
      never,
    );

    expect([durability, paced]).toEqual(['checksum', bytes.length]);
    expect(Buffer.from(await driver.read('paced', PART, 1000)).equals(bytes.subarray(PART))).toBe(true);
  });

  it('leaves nothing of a file that is not what it was said to be', async () => {
    const { driver: open, keys, uploads } = await newBucket(gateway);
    const driver = open({ partBytes: PART });
    const large = files.file('large', someBytes(PART + 1));

    await expect(driver.send('a', { ...large, sha256: '0'.repeat(64) }, never)).rejects.toEqual(code('EPROTO'));
    await expect(driver.send('b', { ...large, size: large.size + 1 }, never)).rejects.toEqual(code('EPROTO'));
    await expect(driver.send('c', { ...large, size: 10 }, never)).rejects.toEqual(code('EPROTO'));

    expect([await keys(), await uploads()]).toEqual([[], []]);
  });

  it('stops when somebody wishes it, and leaves nothing', async () => {
    const { driver: open, keys, uploads } = await newBucket(gateway);
    const driver = open({ partBytes: PART });
    const stop = new AbortController();
    const file = {
      ...files.file('large', someBytes(6 * PART)),
      onProgress: (sent: number) => sent > 0 && stop.abort(),
    };

    await expect(driver.send('a', file, stop.signal)).rejects.toEqual(code('ECANCELED'));

    expect([await keys(), await uploads()]).toEqual([[], []]);
    await expect(driver.send('a', file, stop.signal)).rejects.toEqual(code('ECANCELED'));
  });

  it('ends uploads of a folder that it removes, and of no other', async () => {
    const { driver: open, uploads, beginUpload } = await newBucket(gateway);
    const driver = open();
    await driver.put('sets/s/data', Buffer.from('1'));
    for (const key of ['vaults/a/sets/s/data-2', 'vaults/a/sets/t/data-1', 'vaults/b/sets/s/data-2']) {
      await beginUpload(key, Buffer.from('part'));
    }

    await driver.removeFolder('sets/s');
    await driver.send('sets/u/data', files.file('small', Buffer.from('small')), never);

    expect(await uploads()).toEqual(['vaults/a/sets/t/data-1', 'vaults/b/sets/s/data-2']);
  });

  it('says what is wrong with the credentials, the bucket and the server', async () => {
    const { bucket, driver: open } = await newBucket(gateway);
    const address = {
      kind: 's3' as const,
      bucket,
      prefix: '',
      endpoint: gateway.endpoint,
      region: undefined,
      style: undefined,
    };
    const wrongSecret = s3Driver(address, { ...gateway, secretAccessKey: 'wrong' });
    const wrongKey = s3Driver(address, { ...gateway, accessKeyId: 'wrong' });
    const noBucket = s3Driver({ ...address, bucket: 'no-such-bucket' }, gateway);
    const noServer = open({ endpoint: 'http://127.0.0.1:1' });

    for (const driver of [wrongSecret, wrongKey]) {
      await expect(driver.list('')).rejects.toEqual(code('EAUTH'));
      await expect(driver.size('a')).rejects.toEqual(code('EAUTH'));
      await expect(driver.put('a', Buffer.from('a'))).rejects.toEqual(code('EAUTH'));
      await expect(driver.exists()).rejects.toEqual(code('EAUTH'));
    }
    expect(await noBucket.exists()).toBe(false);
    await expect(noBucket.list('')).rejects.toEqual(code('ENOENT'));
    await expect(noBucket.makeFolder('')).rejects.toEqual(code('ENOENT'));
    await expect(noBucket.put('a', Buffer.from('a'))).rejects.toEqual(code('ENOENT'));
    await expect(noServer.list('')).rejects.toEqual(code('ENOTCONN'));
    await expect(open().moveFolder('a', 'b')).rejects.toEqual(code('EPROTO'));
    expect(await open().exists()).toBe(true);
    expect(await open().space()).toBeUndefined();
  });

  it('says that it is full', async () => {
    const { driver: open } = await newBucket(gateway);
    await gateway.admin('quota', 'set', '--quota-scope=user', '--uid=test', '--max-size=1048576');
    await gateway.admin('quota', 'enable', '--quota-scope=user', '--uid=test');
    try {
      await expect(open().put('a', someBytes(2 * MEBIBYTE))).rejects.toEqual(code('ENOSPC'));
    } finally {
      await gateway.admin('quota', 'disable', '--quota-scope=user', '--uid=test');
    }
  });

  it('protects what is put for a time, and says so only after reading it back', async () => {
    const plain = await newBucket(gateway);
    const locked = await newBucket(gateway, { isLocked: true });
    const driver = locked.driver({ lockDays: 3, partBytes: PART });
    const inThreeDays = Date.now() + 3 * 86_400_000;
    await driver.put('small', Buffer.from('small'));
    await driver.send('large', files.file('large', someBytes(PART + 1)), never);
    await plain.driver().put('small', Buffer.from('small'));

    expect(await driver.mayLock()).toBe(true);
    for (const name of ['small', 'large']) {
      const until = await driver.lockedUntil(name);
      expect(Math.abs((until?.getTime() ?? 0) - inThreeDays)).toBeLessThan(60_000);
    }
    expect(await plain.driver().mayLock()).toBe(false);
    expect(await plain.driver().lockedUntil('small')).toBeUndefined();

    // In such a bucket this server makes a new version of what is there: that it does is found out.
    expect(driver.refuses).toBe(false);
    await expect(driver.put('small', Buffer.from('other'))).rejects.toEqual(code('EEXIST'));

    // A removed object is only hidden: the version that is protected cannot be removed.
    await driver.removeFolder('');
    expect(await driver.list('')).toEqual([]);
    const { Versions = [] } = await locked.client.send(new ListObjectVersionsCommand({ Bucket: locked.bucket }));
    expect(new Set(Versions.map(({ Key }) => Key))).toEqual(new Set(['vaults/a/large', 'vaults/a/small']));
    for (const { Key, VersionId } of Versions) {
      const removal = locked.client.send(new DeleteObjectCommand({ Bucket: locked.bucket, Key, VersionId }));
      await expect(removal).rejects.toMatchObject({ name: 'AccessDenied' });
    }
  });

  it('no longer claims a protection that has ended', async () => {
    const locked = await newBucket(gateway, { isLocked: true });
    const driver = locked.driver({ lockDays: 3 });
    await driver.put('a', Buffer.from('a'));

    await locked.client.send(
      new PutObjectRetentionCommand({
        Bucket: locked.bucket,
        Key: 'vaults/a/a',
        BypassGovernanceRetention: true,
        Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date(Date.now() + 1500) },
      }),
    );

    await expect.poll(() => driver.lockedUntil('a'), { timeout: 5000 }).toBeUndefined();
  });
});
