import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { ownAuthority } from '../support/own-authority.ts';
import { type ObjectGateway, startGateway, whyNoGateway } from '../support/rgw.ts';
import { never, newBucket, sentFiles, someBytes } from '../support/s3-bucket.ts';

const missing = whyNoGateway();
if (missing) console.warn(missing);

describe.skipIf(missing)('An object store of the office, behind HTTPS', () => {
  let gateway: ObjectGateway;
  let way: FaultProxy;
  let stranger: FaultProxy;
  let authority: ReturnType<typeof ownAuthority>;
  let other: ReturnType<typeof ownAuthority>;
  const files = sentFiles();
  const trusted = process.env['SSL_CERT_FILE'];

  beforeAll(async () => {
    [authority, other] = [ownAuthority(), ownAuthority()];
    // As an authority that the system has been told of; read at the first connection of this process.
    process.env['SSL_CERT_FILE'] = authority.file;
    gateway = await startGateway();
    way = await startFaultProxy(gateway.endpoint, authority.tls);
    stranger = await startFaultProxy(gateway.endpoint, other.tls);
  });
  afterAll(async () => {
    if (trusted === undefined) delete process.env['SSL_CERT_FILE'];
    else process.env['SSL_CERT_FILE'] = trusted;
    await way?.stop();
    await stranger?.stop();
    await gateway?.stop();
    for (const each of [authority, other, files]) each?.remove();
  });

  it('is trusted where the system trusts who vouches for it', async () => {
    const driver = (await newBucket(gateway)).driver({ endpoint: way.endpoint, partBytes: 5 * 1024 * 1024 });
    const bytes = someBytes(6 * 1024 * 1024);

    expect(await driver.put('a', Buffer.from('a'))).toBe('checksum');
    expect(await driver.send('b', files.file('b', bytes), never)).toBe('checksum');
    const paced = { ...files.file('b', bytes), pace: async () => undefined };
    expect(await driver.send('c', paced, never)).toBe('checksum');

    expect(Buffer.from(await driver.read('b', 0, bytes.length)).equals(bytes)).toBe(true);
  });

  it('is told nothing where nobody vouches for it', async () => {
    const { driver: open, keys } = await newBucket(gateway);

    const put = open({ endpoint: stranger.endpoint }).put('a', Buffer.from('a'));

    await expect(put).rejects.toMatchObject({ code: 'EPROTO', message: expect.stringMatching(/nobody vouches/) });
    expect([stranger.seen, await keys()]).toEqual([[], []]);
  });
});
