import { describe, expect, it } from 'vitest';
import { demandPrivate, isPrivateAddress } from '../../../../electron/engine/notify/private-host.ts';

describe('An address', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.10', '::1', '[fd00::1]', 'fe80::1', '::ffff:10.0.0.1'])(
    '%s is of the own network',
    (address) => expect(isPrivateAddress(address)).toBe(true),
  );

  it.each(['8.8.8.8', '172.32.0.1', '2001:db8::1', '::ffff:8.8.8.8', 'office', ''])('%s is not', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );

  it('is asked for by name too', async () => {
    await expect(demandPrivate('localhost')).resolves.toBeUndefined();
    await expect(demandPrivate('203.0.113.7')).rejects.toMatchObject({ code: 'channel-plain' });
  });
});
