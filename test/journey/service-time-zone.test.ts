import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { PipedService } from '../support/piped-service.ts';

/** Of this computer's settings nothing is changed: the service sees a copy of them. */
const why = whyNot();
if (why !== undefined) console.log(`skipped: the time zone of a running service: ${why}`);

const folder = mkdtempSync(join(tmpdir(), 'strongroom-zone-'));
const etc = join(folder, 'etc');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'own settings of a process need root on Linux';
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'mounts of its own are not allowed here';
  }
}

function moveTo(zone: string): void {
  rmSync(join(etc, 'localtime'), { force: true });
  symlinkSync(`/usr/share/zoneinfo/${zone}`, join(etc, 'localtime'));
}

/** The times of day at which the next runs are, as people there read them. */
async function nextTimes(service: PipedService, zone: string): Promise<string[]> {
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const { runs } = await service.ask('schedule.until', { until });
  // The first may be one that was promised before.
  return [...new Set(runs.slice(1).map(({ at }) => new Date(at).toLocaleTimeString('sv-SE', { timeZone: zone })))];
}

describe.skipIf(why !== undefined)('a service that runs while the time zone of the system is changed', () => {
  it('keeps to the schedule of the new zone from then on, without a new start', async () => {
    cpSync('/etc', etc, { recursive: true, verbatimSymlinks: true });
    moveTo('Europe/Berlin');
    const [home, source] = [join(folder, 'home'), join(folder, 'source')];
    mkdirSync(source);
    const engine = await openEngine({ home });
    await engine.planAdd({ name: 'P', sources: [source], vault: join(folder, 'vault'), schedule: 'daily 18:30' });
    await engine.close();

    const inside = ['unshare', '-m', 'sh', '-c', `mount --bind '${etc}' /etc && exec "$0" "$@"`] as const;
    const { TZ: _, ...env } = process.env;
    const service = await PipedService.start(home, { inside, env });
    expect(await nextTimes(service, 'Europe/Berlin')).toEqual(['18:30:00']);

    for (const zone of ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin']) {
      moveTo(zone);
      await service.ask('schedule.wake', {});

      await expect.poll(() => nextTimes(service, zone), { timeout: 30_000 }).toEqual(['18:30:00']);
    }
    await service.stop();
  });
});
