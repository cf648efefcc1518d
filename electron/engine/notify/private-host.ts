import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { EngineError } from '../base/index.ts';

const own = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  own.addSubnet(net, bits, 'ipv4');
own.addAddress('::1', 'ipv6');
own.addSubnet('fc00::', 7, 'ipv6');
own.addSubnet('fe80::', 10, 'ipv6');

/** Whether an address is one of this computer or of a network that the internet does not lead to. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/^::ffff:(?=\d+\.\d+)/i, '');
  const family = isIP(plain);
  return family !== 0 && own.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/** What is not encrypted goes nowhere else. Throws `channel-plain`, `channel-host-unknown`. */
export async function demandPrivate(host: string): Promise<void> {
  const bare = host.replace(/^\[|\]$/g, '');
  const addresses = isIP(bare) ? [{ address: bare }] : await lookedUp(bare);
  if (!addresses.every(({ address }) => isPrivateAddress(address)))
    throw new EngineError('channel-plain', { subject: host });
}

async function lookedUp(host: string): Promise<{ address: string }[]> {
  try {
    return await lookup(host, { all: true });
  } catch (cause) {
    throw new EngineError('channel-host-unknown', { subject: host, cause });
  }
}
