import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy, type WayRequest } from '../support/fault-proxy.ts';
import { type ObjectGateway, startGateway, whyNoGateway } from '../support/rgw.ts';
import { never, newBucket, sentFiles, someBytes, type TestBucket } from '../support/s3-bucket.ts';

const PART = 5 * 1024 * 1024;
const missing = whyNoGateway();
if (missing) console.warn(missing);

const puts = ({ method, url }: WayRequest) => method === 'PUT' && !url.includes('uploadId');
const parts = ({ method, url }: WayRequest) => method === 'PUT' && url.includes('uploadId');
const part = (number: number) => (request: WayRequest) =>
  parts(request) && request.url.includes(`partNumber=${number}&`);
const gets = ({ method, url }: WayRequest) =>
  method === 'GET' && !url.includes('list-type') && !url.includes('uploads');
const lists = ({ url }: WayRequest) => url.includes('list-type=2');
const completes = ({ method, url }: WayRequest) => method === 'POST' && url.includes('uploadId');
const deletes = ({ method, url }: WayRequest) => method === 'POST' && url.includes('delete');
const errorXml = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>as the test wants it</Message></Error>`;

describe.skipIf(missing)('An object store behind a bad line', () => {
  let gateway: ObjectGateway;
  let way: FaultProxy;
  let place: TestBucket;
  const files = sentFiles();
  const open = (options = {}) =>
    place.driver({ endpoint: way.endpoint, silenceMs: 700, pausesMs: [20, 50], partBytes: PART, ...options });
  const code = (code: string) => expect.objectContaining({ code });

  beforeAll(async () => {
    gateway = await startGateway();
    way = await startFaultProxy(gateway.endpoint);
    place = await newBucket(gateway);
  });
  afterEach(() => way.clear());
  afterAll(async () => {
    await way?.stop();
    await gateway?.stop();
    files.remove();
  });

  describe.each([
    ['500', { answer: { status: 500, body: errorXml('InternalError') } }],
    ['503', { answer: { status: 503, body: errorXml('SlowDown') } }],
    ['200 with an error', { answer: { status: 200, body: errorXml('InternalError') } }],
    ['a reset in the request', { reset: 'in-request' }],
    ['a reset before the answer', { reset: 'before-answer' }],
    ['a reset in the answer', { reset: 'in-answer' }],
  ] as const)('that gives %s', (name, fault) => {
    const prefix = name.replaceAll(/[^a-z0-9]+/g, '-');

    it('puts, reads and lists when asked again', async () => {
      const driver = open({ prefix });
      way.inject(puts, fault, 2);
      expect(await driver.put('first', Buffer.from('first'))).toBe('checksum');
      expect(driver.refuses).toBe(true);
      way.inject(puts, fault);
      expect(await driver.put('second', someBytes(300_000))).toBe('checksum');

      way.inject(gets, fault);
      expect(Buffer.from(await driver.read('second', 0, 300_000)).equals(someBytes(300_000))).toBe(true);
      way.inject(lists, fault);
      expect((await driver.list('')).map(({ name }) => name)).toEqual(['first', 'second']);
      way.inject(deletes, fault);
      await driver.removeFolder('');
      expect(await driver.list('')).toEqual([]);
    });

    it('sends a large file when asked again', async () => {
      const driver = open({ prefix });
      const bytes = someBytes(2 * PART + 7);
      way.inject(parts, fault, 2);
      way.inject(completes, fault);

      expect(await driver.send('large', files.file('large', bytes), never)).toBe('checksum');

      expect(Buffer.from(await driver.read('large', 0, bytes.length)).equals(bytes)).toBe(true);
      expect(await place.uploads()).toEqual([]);
    });
  });

  it('fails in the end where it never gets better', async () => {
    const driver = open({ prefix: 'never' });
    way.inject(() => true, { answer: { status: 503, body: errorXml('SlowDown') } }, 1000);

    await expect(driver.put('a', Buffer.from('a'))).rejects.toEqual(code('ENOTCONN'));
    await expect(driver.read('a', 0, 1)).rejects.toEqual(code('ENOTCONN'));
    await expect(driver.list('')).rejects.toEqual(code('ENOTCONN'));
    await expect(driver.size('a')).rejects.toEqual(code('ENOTCONN'));
    await expect(driver.removeFolder('a')).rejects.toEqual(code('ENOTCONN'));
  });

  it('does not wait for a server that has fallen silent', async () => {
    const driver = open({ prefix: 'silence' });
    await driver.put('there', someBytes(100_000));
    way.inject(() => true, { silence: 'before-answer' }, 1000);
    await expect(driver.list('')).rejects.toEqual(code('ENOTCONN'));
    await expect(driver.put('a', Buffer.from('a'))).rejects.toEqual(code('ENOTCONN'));
    way.clear();
    way.inject(gets, { silence: 'in-answer' });
    await expect(driver.read('there', 0, 100_000)).rejects.toEqual(code('ENOTCONN'));
    way.inject(parts, { silence: 'before-answer' });
    await expect(driver.send('large', files.file('large', someBytes(PART + 1)), never)).rejects.toEqual(
      code('ENOTCONN'),
    );

    expect(await driver.size('there')).toBe(100_000);
    await driver.removeFolder('');
  });

  it('goes on with the parts that an interrupted try has brought there', async () => {
    const bytes = someBytes(4 * PART + 9);
    const file = files.file('resumed', bytes);
    way.inject(part(4), { answer: { status: 503, body: errorXml('SlowDown') } }, 1000);
    await expect(open({ prefix: 'resume' }).send('deep/large', file, never)).rejects.toEqual(code('ENOTCONN'));
    const begun = await place.uploads();
    way.clear();
    const isSeen = [await open({ prefix: 'resume' }).list(''), await open({ prefix: 'resume' }).list('deep')];
    const before = way.seen.length;

    expect(await open({ prefix: 'resume' }).send('deep/large', file, never)).toBe('checksum');

    const sent = way.seen.slice(before).filter((line) => line.startsWith('PUT'));
    expect(begun).toEqual(['resume/deep/large']);
    expect(isSeen).toEqual([[{ name: 'deep', isFolder: true, size: 0 }], []]);
    expect(sent.length).toBeLessThan(5);
    expect(sent.every((line) => /partNumber=[1-5]&/.test(line))).toBe(true);
    expect(Buffer.from(await open({ prefix: 'resume' }).read('deep/large', 0, bytes.length)).equals(bytes)).toBe(true);
    expect(await place.uploads()).toEqual([]);
  });

  it('does not take parts of another file for its own', async () => {
    way.inject(part(3), { answer: { status: 503, body: errorXml('SlowDown') } }, 1000);
    const old = files.file('old', someBytes(2 * PART + 9, 1));
    await expect(open({ prefix: 'mixed' }).send('large', old, never)).rejects.toEqual(code('ENOTCONN'));
    way.clear();
    const bytes = someBytes(2 * PART + 9, 2);

    expect(await open({ prefix: 'mixed' }).send('large', files.file('new', bytes), never)).toBe('checksum');

    expect(Buffer.from(await open({ prefix: 'mixed' }).read('large', 0, bytes.length)).equals(bytes)).toBe(true);
  });

  it('sends everything again where the server has lost a part', async () => {
    const bytes = someBytes(2 * PART + 9);
    // Said to have arrived, and never came there.
    const tag = createHash('md5')
      .update(bytes.subarray(PART, 2 * PART))
      .digest('hex');
    const driver = open({ prefix: 'lost' });
    let lost = 0;
    way.inject((request) => part(2)(request) && lost++ === 0, {
      answer: { status: 200, headers: { etag: `"${tag}"` } },
    });

    expect(await driver.send('large', files.file('large', bytes), never)).toBe('checksum');

    expect(Buffer.from(await driver.read('large', 0, bytes.length)).equals(bytes)).toBe(true);
    expect(await place.uploads()).toEqual([]);
  });

  it('does not believe that something was put if it is not there', async () => {
    const driver = open({ prefix: 'gone' });
    const etag = '"5d41402abc4b2a76b9719d911017c592"';
    way.inject(puts, { answer: { status: 200, headers: { etag } } }, 2);
    await expect(driver.send('a', files.file('small', Buffer.from('hello')), never)).rejects.toEqual(code('EPROTO'));

    way.inject(puts, { answer: { status: 200 } }, 1000);
    await expect(driver.put('b', Buffer.from('hello'))).rejects.toEqual(code('EPROTO'));
  });

  it('does not take an answer that is no listing for an empty folder', async () => {
    const driver = open({ prefix: 'listing' });
    await driver.put('a', Buffer.from('a'));
    way.inject(lists, { answer: { status: 200, body: '<html><body>Please log in</body></html>' } }, 1000);
    await expect(driver.list('')).rejects.toEqual(code('EPROTO'));
    way.clear();
    way.inject(lists, { answer: { status: 200, body: '' } }, 1000);
    await expect(driver.list('')).rejects.toEqual(code('EPROTO'));
    way.clear();
    way.inject(gets, { answer: { status: 200, body: 'Please log in' } }, 1000);
    await expect(driver.read('a', 0, 1)).rejects.toEqual(code('EPROTO'));
  });

  it('removes what a listing has left out the first time', async () => {
    const driver = open({ prefix: 'omitted' });
    await driver.put('f/a', Buffer.from('a'));
    await driver.put('f/b', Buffer.from('b'));
    way.inject(lists, { change: (body) => body.replace(/<Contents><Key>omitted\/f\/a<.*?<\/Contents>/, '') });

    await driver.removeFolder('f');

    expect((await place.keys()).filter((key) => key.startsWith('omitted/'))).toEqual([]);
  });

  it('does not call removed what the server has not removed', async () => {
    const driver = open({ prefix: 'kept' });
    await driver.put('f/a', Buffer.from('a'));
    const nothing = '<?xml version="1.0" encoding="UTF-8"?><DeleteResult></DeleteResult>';
    way.inject(deletes, { answer: { status: 200, body: nothing } }, 1000);
    await expect(driver.removeFolder('f')).rejects.toEqual(code('EPROTO'));

    way.clear();
    const denied = `<DeleteResult><Error><Key>kept/f/a</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>`;
    way.inject(deletes, { answer: { status: 200, body: denied } }, 1000);
    await expect(driver.removeFolder('f')).rejects.toEqual(code('EACCES'));

    way.clear();
    way.inject(deletes, { answer: { status: 501, body: errorXml('NotImplemented') } }, 1000);
    await driver.removeFolder('f');
    expect((await place.keys()).filter((key) => key.startsWith('kept/'))).toEqual([]);
  });

  it.each([
    ['501 for a put that must not replace', { answer: { status: 501, body: errorXml('NotImplemented') } }],
    ['400 for it', { answer: { status: 400, body: errorXml('InvalidArgument') } }],
  ] as const)('looks before it puts where the server answers %s', async (name, fault) => {
    const prefix = `blind-${name.slice(0, 3)}`;
    const driver = open({ prefix });
    way.inject((request) => request.headers['if-none-match'] === '*', fault, 1000);

    expect(await driver.put('a', Buffer.from('a'))).toBe('checksum');

    expect(driver.refuses).toBe(false);
    await expect(driver.put('a', Buffer.from('b'))).rejects.toEqual(code('EEXIST'));
    expect(await driver.put('b', Buffer.from('b'))).toBe('checksum');
    expect(await driver.send('large', files.file('large', someBytes(PART + 1)), never)).toBe('checksum');
    expect(Buffer.from(await driver.read('a', 0, 9)).toString()).toBe('a');
  });

  it('waits a moment where two put at the same time, and then knows who was first', async () => {
    const driver = open({ prefix: 'conflict' });
    await driver.put('a', Buffer.from('a'));
    way.inject(puts, { answer: { status: 409, body: errorXml('ConditionalRequestConflict') } });
    expect(await driver.put('b', Buffer.from('b'))).toBe('checksum');
    way.inject(puts, { answer: { status: 409, body: errorXml('ConditionalRequestConflict') } });
    await expect(driver.put('a', Buffer.from('c'))).rejects.toEqual(code('EEXIST'));
  });

  it('lets bytes that were damaged on their way be sent again', async () => {
    const driver = open({ prefix: 'damaged' });
    way.inject(puts, { answer: { status: 400, body: errorXml('BadDigest') } });

    expect(await driver.put('a', Buffer.from('a'))).toBe('checksum');
    expect(driver.refuses).toBe(true);
  });

  it('goes to the region where the bucket is', async () => {
    const driver = open({ prefix: 'region' });
    const regions: string[] = [];
    way.inject(
      ({ headers }) => {
        regions.push(/\/([a-z0-9-]+)\/s3\/aws4_request/.exec(headers.authorization ?? '')?.[1] ?? '');
        return regions.at(-1) === 'us-east-1';
      },
      { answer: { status: 301, headers: { 'x-amz-bucket-region': 'eu-west-3' }, body: errorXml('PermanentRedirect') } },
      1000,
    );

    expect(await Promise.all([driver.size('a'), driver.list('')])).toEqual([undefined, []]);
    expect(await driver.put('a', Buffer.from('a'))).toBe('checksum');

    expect(regions.slice(0, 2)).toEqual(['us-east-1', 'us-east-1']);
    expect(new Set(regions.slice(2))).toEqual(new Set(['eu-west-3']));
  });

  it('follows the clock of the place where that of this computer is wrong', async () => {
    const driver = open({ prefix: 'clock' });
    const inTwoHours = new Date(Date.now() + 7_200_000);
    const asked: number[] = [];
    const isEarly = ({ headers }: WayRequest): boolean => {
      asked.push(Date.parse(String(headers['x-amz-date']).replace(/(....)(..)(..T..)(..)/, '$1-$2-$3:$4:')));
      return (asked.at(-1) ?? 0) < inTwoHours.getTime() - 900_000;
    };
    const early = { status: 403, headers: { date: inTwoHours.toUTCString() }, body: errorXml('RequestTimeTooSkewed') };
    way.inject(isEarly, { answer: early }, 1000);

    // The gateway behind it has the time of this computer, and refuses what is signed for later.
    await expect(driver.list('')).rejects.toThrow(/RequestTimeTooSkewed.*clock of this computer/);

    expect(asked.some((time) => Math.abs(time - inTwoHours.getTime()) < 60_000)).toBe(true);
  });
});
