import type { OpenFacts } from './place-calls.ts';
import type { RemoteDriver } from './remote-driver.ts';
import { withRate } from './with-rate.ts';
import { withRetry } from './with-retry.ts';

/** Loads what the kind of place needs, and only that. Connects at its first call. `facts.rate` and `facts.wasMet` may change meanwhile. */
export async function openDriver(facts: OpenFacts): Promise<RemoteDriver> {
  return withRetry(withRate(await bareDriver(facts), () => facts.rate));
}

async function bareDriver(facts: OpenFacts): Promise<RemoteDriver> {
  const { address, credentials, knownHosts } = facts;
  if (address.kind === 's3') {
    const { s3Driver } = await import('./s3-driver.ts');
    return s3Driver(address, credentials, { lockDays: address.lockDays });
  }
  const { sftpDriver } = await import('./sftp-driver.ts');
  return sftpDriver(address, credentials, knownHosts, { wasMet: () => facts.wasMet });
}
