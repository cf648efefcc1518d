import { FLEET_STATES, type FleetReason, type FleetState } from '../../contract/index.ts';
import { CLOCK_SLACK_MS } from './clock-doubt.ts';

/** Of a computer that nobody has heard, a good set of this age is none to rely on. */
const UNHEARD_MS = 7 * 86_400_000;

export interface FleetStanding {
  readonly state: FleetState;
  /** Absent where all is well. */
  readonly why?: FleetReason | undefined;
}

/** A plan as its computer told of it. */
export interface HeardPlan {
  readonly state: string;
  readonly good: { readonly at: string } | null;
  readonly run: { readonly outcome: string } | null;
  readonly overdueAt: string;
  readonly sameDisk: boolean;
}

/** What the vault says of a plan by itself, with nobody telling of it: seals can be read without a key. */
export interface SealedPlan {
  /** Of the newest good set; undefined where there is none. */
  readonly goodAt: string | undefined;
  /** Of the newest set, good or not. */
  readonly at: string | undefined;
}

export interface Doubt {
  readonly heardAt: string;
  readonly now: Date;
  /** The newest good set that it names is neither in the vault nor was it thrown away. */
  readonly isGoodMissing: boolean;
  /** Asked for only where the plan has been silent for too long. */
  readonly sealed?: SealedPlan | undefined;
}

/**
 * How a plan stands by the reader's own clock. What it said of itself counts only where nothing speaks against it: a heartbeat of the
 * future proves nothing, and one that is too old is overdue whatever it said.
 */
export function heardStanding(plan: HeardPlan, { heardAt, now, isGoodMissing, sealed }: Doubt): FleetStanding {
  if (plan.state === 'failing') return failing(plan);
  if (isAhead(heardAt, now) || isAhead(plan.good?.at, now)) return { state: 'unknown', why: 'clock-ahead' };
  if (isPast(plan.overdueAt, now)) return lateStanding(plan, heardAt, now, sealed);
  if (plan.state === 'overdue') return { state: 'overdue', why: 'late' };
  if (plan.state === 'never') return { state: 'never', why: 'never' };
  if (isGoodMissing) return { state: 'failing', why: 'points-missing' };
  if (plan.state === 'paused') return { state: 'paused', why: 'paused' };
  if (plan.state === 'incomplete') return { state: 'incomplete', why: 'gaps' };
  if (plan.sameDisk) return { state: 'same-disk', why: 'same-disk' };
  if (plan.state === 'written') return { state: 'written', why: 'unread' };
  if (plan.state === 'protected' && plan.good) return { state: 'protected' };
  return { state: 'unknown', why: 'heartbeat-newer' };
}

/** The same for a plan of which nobody tells here. Never green: what its schedule asks for is not known. */
export function unheardStanding({ goodAt, at }: SealedPlan, now: Date, why: FleetReason): FleetStanding {
  if (isAhead(at, now) || isAhead(goodAt, now)) return { state: 'unknown', why: 'clock-ahead' };
  const last = goodAt ?? at;
  if (last !== undefined && now.getTime() - Date.parse(last) > UNHEARD_MS + CLOCK_SLACK_MS)
    return { state: 'overdue', why: 'silent' };
  return { state: 'unknown', why };
}

/** A computer stands as the worst of its plans does. */
export function worstOf(standings: readonly FleetStanding[]): FleetStanding | undefined {
  return standings.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** For lists: worst first. */
export function rank({ state }: Pick<FleetStanding, 'state'>): number {
  return FLEET_STATES.indexOf(state);
}

/** The clocks of two computers differ a little; what lies further ahead comes from one that is wrong, and nobody knows which. */
export function isAhead(at: string | undefined, now: Date): boolean {
  return at !== undefined && Date.parse(at) > now.getTime() + CLOCK_SLACK_MS;
}

function isPast(at: string, now: Date): boolean {
  return now.getTime() > Date.parse(at) + CLOCK_SLACK_MS;
}

function failing({ run }: HeardPlan): FleetStanding {
  const isRun = run?.outcome === 'failed' || run?.outcome === 'skipped';
  return { state: 'failing', why: isRun ? 'run-failed' : 'damaged' };
}

/** It may have made good sets since without being able to say so. */
function lateStanding(plan: HeardPlan, heardAt: string, now: Date, sealed: SealedPlan | undefined): FleetStanding {
  const restMs = Date.parse(plan.overdueAt) - Date.parse(plan.good?.at ?? heardAt);
  const isNewer = sealed?.goodAt !== undefined && sealed.goodAt > (plan.good?.at ?? '');
  if (isNewer && isAhead(sealed?.goodAt, now)) return { state: 'unknown', why: 'clock-ahead' };
  if (isNewer && !isPast(new Date(Date.parse(sealed?.goodAt ?? '') + restMs).toISOString(), now))
    return { state: 'unknown', why: 'heartbeat-old' };
  return { state: 'overdue', why: plan.state === 'overdue' ? 'late' : 'silent' };
}
