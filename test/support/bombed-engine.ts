import type { VaultOpened, VerifyResult } from '../../electron/contract/index.ts';
import { openEngine } from '../../electron/engine/engine.ts';
import { failureOf } from './engine-place.ts';

export interface Bombed {
  readonly opened: VaultOpened;
  /** By set, the result or the code it failed with. */
  readonly restored: Record<string, unknown>;
  readonly verified: VerifyResult | undefined;
  /** The most memory the process ever had, beyond what it had at the begin. */
  readonly grownBytes: number;
}

/**
 * Reads a vault in which something was made to burst, in a process of its own, whose memory can be seen. Arguments: home, vault,
 * a folder to restore into, `verify` or not, the sets. Says a `Bombed` as JSON.
 */
const [home = '', vault = '', to = '', verify = '', ...sets] = process.argv.slice(2);

const engine = await openEngine({ home });
const startBytes = process.memoryUsage.rss();
const opened = await engine.vaultOpen(vault);
const plan = opened.plans[0]?.id ?? '';
const restored: Record<string, unknown> = {};
for (const at of sets) {
  const work = engine.restore({ plan, at, target: { kind: 'folder', path: `${to}/${at}` } });
  const code = await failureOf(
    work.then((result) => {
      restored[at] = result;
    }),
  );
  restored[at] ??= code;
}
const verified = verify === 'verify' ? await engine.verify({ plan, level: 'deep' }) : undefined;
await engine.close();
const grownBytes = process.resourceUsage().maxRSS * 1024 - startBytes;
process.stdout.write(JSON.stringify({ opened, restored, verified, grownBytes } satisfies Bombed));
