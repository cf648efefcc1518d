import type { AlarmBoard, Digest, DigestVault, Fleet, FleetVaults, Plan, Run, RunPage } from '../contract/index.ts';
import { EngineError } from './base/index.ts';

/** Whoever can say how the plans of this computer do, and those of its neighbours: the engine itself, or who has it ask places elsewhere. */
export interface DigestSources {
  planList(): Promise<Plan[]>;
  runList(filter: { verb: 'backup'; from: string; to: string; offset: number; limit: number }): Promise<RunPage>;
  fleetVaults(): Promise<FleetVaults>;
  fleet(vault: string): Promise<Fleet>;
  readonly alarms: { board(): Promise<AlarmBoard> };
}

const PAGE = 500;
const RUNS_MAX = 10_000;
/** Places are asked for so long: a digest that comes without them is better than none. */
const NEIGHBOURS_MS = 60_000;

/** How everything here did in a span of time, for people who are not here. */
export async function digestFacts(
  sources: DigestSources,
  { every, from, to }: { every: 'day' | 'week'; from: Date; to: Date },
): Promise<Digest> {
  const span = { from: from.toISOString(), to: to.toISOString() };
  const [plans, runs, { alarms }, neighbours] = await Promise.all([
    sources.planList(),
    runsOf(sources, span),
    sources.alarms.board(),
    neighboursOf(sources),
  ]);
  const own = plans.filter(({ origin }) => origin === 'here');
  return { every, ...span, plans: own.map((plan) => planFacts(plan, runs)), alarms, neighbours };
}

function planFacts(plan: Plan, runs: readonly Run[]): Digest['plans'][number] {
  const { id, name, state, lastGoodAt, nextRunAt, gaps, space, copies = [] } = plan;
  const count = (outcome: Run['outcome']): number =>
    runs.filter((run) => run.planId === id && run.outcome === outcome).length;
  return {
    name,
    state,
    ...(lastGoodAt !== undefined && { lastGoodAt }),
    ...(nextRunAt !== undefined && { nextRunAt }),
    ...(gaps !== undefined && { gaps }),
    ...(space !== undefined && { space }),
    runs: {
      complete: count('complete'),
      incomplete: count('incomplete'),
      failed: count('failed'),
      skipped: count('skipped'),
      cancelled: count('cancelled'),
    },
    copies: copies.map(({ name, points, newestAt }) => ({ name, points, newestAt })),
  };
}

async function runsOf(sources: DigestSources, span: { from: string; to: string }): Promise<Run[]> {
  const runs: Run[] = [];
  while (runs.length < RUNS_MAX) {
    const { rows } = await sources.runList({ ...span, verb: 'backup', offset: runs.length, limit: PAGE });
    runs.push(...rows);
    if (rows.length < PAGE) break;
  }
  return runs;
}

async function neighboursOf(sources: DigestSources): Promise<DigestVault[]> {
  const vaults = await sources.fleetVaults();
  const shared = vaults.filter(({ machines }) => machines !== 1);
  const asked = await Promise.all(shared.map(({ vaultId, vault }) => vaultFacts(sources, vaultId, vault)));
  return asked.filter(({ computers, unread }) => unread || computers.length > 0);
}

async function vaultFacts(sources: DigestSources, vaultId: string, vault: string): Promise<DigestVault> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, NEIGHBOURS_MS, undefined)));
  try {
    const fleet = await Promise.race([sources.fleet(vaultId), late]);
    if (!fleet) return { vault, computers: [], unread: true };
    const others = fleet.machines.filter(({ isHere }) => !isHere);
    return {
      vault,
      computers: others.map(({ name, state, why, heardAt }) => ({ name, state, why, heardAt })),
      unread: false,
    };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { vault, computers: [], unread: true };
  } finally {
    clearTimeout(timer);
  }
}
