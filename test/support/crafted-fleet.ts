import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FORMAT_VERSION,
  type HeartbeatPlan,
  printHeartbeat,
  printSeal,
  type Seal,
} from '../../electron/engine/archive/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZEROS = '0'.repeat(64);

/** How a computer of the office stands, by its number. */
type Way = 'well' | 'failed' | 'silent' | 'gaps' | 'paused' | 'never' | 'ahead' | 'mute' | 'lost';

const WAYS: readonly (readonly [Way, number])[] = [
  ['failed', 3],
  ['silent', 4],
  ['lost', 1],
  ['never', 2],
  ['ahead', 1],
  ['mute', 2],
  ['gaps', 5],
  ['paused', 2],
];

/** Puts so many computers into a vault that is not encrypted, as they would be there after a while: their seals and what they say, no contents. */
export function plantFleet(place: string, count: number, now = Date.now()): void {
  const vault = (
    JSON.parse(readFileSync(join(place, 'strongroom-vault.json'), 'utf8').split('\n')[0] ?? '') as { vault: string }
  ).vault;
  const ways = WAYS.flatMap(([way, times]) => Array.from({ length: times }, () => way));
  for (let number = 0; number < count; number++)
    plant(place, vault, number, ways[number] ?? 'well', now - (number % 20) * 17 * 60_000);
}

/** No digits that ids do not have. */
const id = (kind: string, number: number): string =>
  `${kind}${String(number).padStart(6, '0')}`.replaceAll('0', 'x').replaceAll('1', 'y');

function plant(place: string, vault: string, number: number, way: Way, at: number): void {
  const ids = { machine: id('machine', number), plan: id('plan', number), set: id('set', number) };
  const folder = join(place, 'machines', ids.machine);
  const heard = way === 'silent' ? at - 5 * DAY : way === 'ahead' ? at + 3 * DAY : at;
  const good = way === 'failed' || way === 'gaps' ? heard - 2 * DAY : heard;
  const sets = join(folder, 'plans', ids.plan, 'sets', ids.set);
  mkdirSync(sets, { recursive: true });
  if (way !== 'never' && way !== 'lost') writeFileSync(join(sets, 'set.json'), printSeal(sealOf(vault, ids, good)));
  if (way === 'mute') return;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const state =
    { failed: 'failing', gaps: 'incomplete', paused: 'paused', never: 'never' }[way as string] ?? 'protected';
  const plan: HeartbeatPlan = {
    plan: ids.plan,
    machine: ids.machine,
    name: number % 3 === 0 ? 'Accounts 账目' : 'Documents',
    state,
    good: way === 'never' ? null : { set: ids.set, at: iso(good) },
    run:
      way === 'never'
        ? null
        : {
            outcome: way === 'failed' ? 'failed' : way === 'gaps' ? 'incomplete' : 'complete',
            code:
              way === 'failed' ? (['vault-full', 'sources-unavailable', 'vault-unwritable'][number % 3] ?? null) : null,
            at: iso(heard),
          },
    nextAt: way === 'paused' ? null : iso(heard + DAY),
    overdueAt: iso(Math.max(good, heard - DAY) + 2 * DAY),
    sameDisk: false,
  };
  const name =
    number % 4 === 0 ? `福州分行-柜台${number + 1}` : `BRANCH-${String(100 + (number % 37))}-TILL-${1 + (number % 9)}`;
  writeFileSync(
    join(folder, 'heartbeat-7.json'),
    printHeartbeat({
      vault,
      machine: ids.machine,
      number: 7,
      at: iso(heard),
      name,
      tool: 'strongroom 0.1.0',
      freeBytes: 1_234_567_890_123,
      plans: [plan],
    }),
  );
}

function sealOf(
  vault: string,
  { machine, plan, set }: { machine: string; plan: string; set: string },
  at: number,
): Seal {
  const iso = new Date(at).toISOString();
  return {
    strongroom: 'seal',
    format: FORMAT_VERSION,
    requires: [],
    vault,
    machine,
    plan,
    set,
    seq: 1,
    kind: 'full',
    base: null,
    parent: null,
    startedAt: iso,
    at: iso,
    outcome: 'complete',
    files: 1,
    bytes: 1,
    gaps: 0,
    volumes: [],
    manifest: { size: 10, sha256: ZEROS, root: 0, rootSize: 10 },
    readBack: 'cached',
    durability: 'confirmed',
    tool: 'strongroom 0.1.0',
  };
}

/** Of the computers that are there. */
export function machinesIn(place: string): string[] {
  return readdirSync(join(place, 'machines'));
}
