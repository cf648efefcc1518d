import { afterAll, describe, expect, it } from 'vitest';
import { Prng } from '../support/prng.ts';
import { whyNoSambaMount } from '../support/samba-mount.ts';
import { StruckShare } from '../support/struck-share.ts';

const why = whyNoSambaMount();
if (why !== undefined) console.warn(`struck-share.test.ts is skipped: ${why}`);

const seed = Number(process.env['STRONGROOM_SEED'] ?? 1);
/** How often the server of a share is killed or frozen while something runs on it. */
const moments = Number(process.env['STRONGROOM_MOMENTS'] ?? 1);
/** Then a new share: so that restoring all of it stays quick. */
const MOMENTS_OF_A_SHARE = 10;

const total: Record<string, number> = {};
afterAll(() => console.info(`${moments} moments: ${JSON.stringify(total)} (STRONGROOM_SEED=${seed})`));

describe.skipIf(why !== undefined)('a share whose server is killed or frozen at any moment', () => {
  const shares = Array.from({ length: Math.ceil(moments / MOMENTS_OF_A_SHARE) }, (_, n) => n);

  it.each(shares)('keeps all that was sealed, and the next run is as good as any (share %i)', async (n) => {
    const share = await StruckShare.begin(new Prng(seed * 10_000 + n));
    try {
      for (let done = 0; done < Math.min(MOMENTS_OF_A_SHARE, moments - n * MOMENTS_OF_A_SHARE); done++)
        await share.moment();
      await share.end();
    } catch (error) {
      console.error(
        `share ${n}; replay: STRONGROOM_SEED=${seed} STRONGROOM_MOMENTS=${moments} vitest run test/fault/struck-share`,
      );
      throw error;
    } finally {
      for (const [key, count] of Object.entries(share.counts)) total[key] = (total[key] ?? 0) + count;
      if (moments > MOMENTS_OF_A_SHARE) console.info(`share ${n}: ${JSON.stringify(share.counts)}`);
      await share.remove();
    }
    expect(share.counts.moments).toBeGreaterThan(0);
  });
});
