import type { OpenFacts } from './place-calls.ts';
import type { RemoteDriver } from './remote-driver.ts';
import { withRate } from './with-rate.ts';
import { withRetry } from './with-retry.ts';

/** Loads what the kind of place needs, and only that. Connects at its first call. */
export async function openDriver(facts: OpenFacts): Promise<RemoteDriver> {
  const driver = await bareDriver(facts);
  return withRetry(facts.rate > 0 ? withRate(driver, facts.rate) : driver);
}

async function bareDriver({ address, credentials, knownHosts }: OpenFacts): Promise<RemoteDriver> {
  if (address.kind === 's3') {
    const { s3Driver } = await import('./s3-driver.ts');
    return s3Driver(address, credentials);
  }
  const { sftpDriver } = await import('./sftp-driver.ts');
  return sftpDriver(address, credentials, knownHosts);
}
