import { describe, expect, it } from 'vitest';
import { hasNetwork, isMetered } from '../../../../electron/engine/base/index.ts';

const address = (text: string, internal = false) => ({ address: text, internal, family: 'IPv4' }) as never;

describe('what is around the computer', () => {
  it('is a network where an address of one is there', () => {
    expect(hasNetwork({ lo: [address('127.0.0.1', true)] })).toBe(false);
    expect(hasNetwork({ eth0: [address('169.254.3.4'), address('fe80::1')] })).toBe(false);
    expect(hasNetwork({ lo: [address('127.0.0.1', true)], wlan0: [address('192.168.1.7')] })).toBe(true);
    expect(hasNetwork({})).toBe(false);
  });

  it.each([
    ['linux', 'u 1\n', true],
    ['linux', 'u 3\n', true],
    ['linux', 'u 4\n', false],
    ['linux', 'u 0\n', undefined],
    ['win32', 'Fixed\r\n', true],
    ['win32', 'Variable\r\n', true],
    ['win32', 'Unrestricted\r\n', false],
    ['win32', 'Unknown\r\n', undefined],
    ['darwin', 'u 1', undefined],
  ] as const)('on %s, %j says that the connection costs by amount: %j', async (platform, said, metered) => {
    expect(await isMetered(platform, () => Promise.resolve(said))).toBe(metered);
  });

  it('says nothing of what costs where the system does not answer', async () => {
    expect(await isMetered('linux', () => Promise.reject(new Error('no such program')))).toBeUndefined();
  });
});
