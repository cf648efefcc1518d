import { readFile } from 'node:fs/promises';
import { release, version } from 'node:os';
import { z } from 'zod';
import { type About, APP_VERSION, CALLS, type Licence } from '../contract/index.ts';
import type { ServiceClient } from './service-client.ts';

const zLicences = z.array(
  z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() }).readonly(),
);

/** The versions of everything that runs, the engine's as it says itself. */
export async function aboutNow(client: Pick<ServiceClient, 'ask'>): Promise<About> {
  const reply = await client.ask('status.get', {});
  const status = CALLS['status.get'].output.safeParse(reply.ok ? reply.value : undefined);
  return {
    version: APP_VERSION,
    electron: process.versions.electron ?? '',
    chromium: process.versions['chrome'] ?? '',
    node: process.versions.node,
    engineNode: status.success ? status.data.node : '',
    os: `${version()} (${release()}, ${process.arch})`,
  };
}

/** The licences of what is shipped, as the build collected them; none where it did not. */
export async function licencesIn(file: string): Promise<Licence[]> {
  const text = await readFile(file, 'utf8').catch(() => '[]');
  return zLicences.parse(JSON.parse(text));
}
