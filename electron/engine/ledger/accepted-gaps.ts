import type { AcceptedGap, AcceptGap } from '../../contract/index.ts';
import { EngineError, now } from '../base/index.ts';
import type { CataloguedSet, State } from '../catalogue/index.ts';
import { namePatterns } from '../scan/index.ts';
import { findOwnPlan, type PlanDeps } from './plans.ts';

const DAY_MS = 86_400_000;

/** What is missing from a point, without what a person has accepted. */
export interface OpenGaps {
  /** By code; empty where all of it was accepted. */
  readonly counts: Readonly<Record<string, number>>;
  readonly accepted: number;
}

/** The state never is plainly protected while it holds: it says what is left out. Throws `plan-unknown`, `plan-elsewhere`. */
export function acceptGap(deps: PlanDeps, { plan, pattern, days, by, reason }: AcceptGap): AcceptedGap {
  const { id } = findOwnPlan(deps, plan).definition;
  const at = now();
  const until = new Date(at.getTime() + days * DAY_MS).toISOString();
  return deps.state.acceptedGaps.add(id, {
    pattern,
    by,
    ...(reason !== undefined && { reason }),
    acceptedAt: at.toISOString(),
    until,
  });
}

export function acceptedGaps(deps: PlanDeps, plan: string): AcceptedGap[] {
  return deps.state.acceptedGaps.of(findOwnPlan(deps, plan).definition.id, now());
}

/** `gap`: its id or pattern. Throws `path-unknown` where nothing of that was accepted. */
export function refuseGap(deps: PlanDeps, { plan, gap }: { plan: string; gap: string }): void {
  if (!deps.state.acceptedGaps.remove(findOwnPlan(deps, plan).definition.id, gap))
    throw new EngineError('path-unknown', { subject: gap });
}

/** Undefined where nothing is missing from the point, or nobody knows what: then nothing of it was accepted either. */
export function openGaps(state: State, plan: string, { seal }: CataloguedSet): OpenGaps | undefined {
  if (seal.gaps === 0) return undefined;
  const accepted = state.acceptedGaps.of(plan, now());
  const troubles = state.runs.troublesOfSet(seal.set);
  const listed = (troubles ?? []).reduce((sum, { count }) => sum + count, 0);
  if (!troubles || listed < seal.gaps) return { counts: { unknown: seal.gaps }, accepted: 0 };
  const fits = acceptance(accepted.map(({ pattern }) => pattern));
  const counts: Record<string, number> = {};
  let taken = 0;
  for (const { code, count, paths } of troubles) {
    const mine = paths.filter(({ path }) => fits(path)).length;
    taken += mine;
    if (count > mine) counts[code] = count - mine;
  }
  return { counts, accepted: taken };
}

/** All that is missing was accepted. */
export function isAccepted({ counts }: OpenGaps): boolean {
  return Object.keys(counts).length === 0;
}

/** Where all that is missing from a point was accepted: how many files, and until when that holds for each of them. */
export function acceptedOf(
  state: State,
  plan: string,
  point: CataloguedSet,
): { readonly files: number; readonly until: string } | undefined {
  const gaps = openGaps(state, plan, point);
  if (!gaps || !isAccepted(gaps)) return undefined;
  const [until = now().toISOString()] = state.acceptedGaps
    .of(plan, now())
    .map((gap) => gap.until)
    .sort();
  return { files: gaps.accepted, until };
}

/** A path itself, all below a folder, or what a pattern fits. */
function acceptance(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const plain = patterns.map(slashed);
  const fits = namePatterns(plain);
  return (path) => {
    const name = slashed(path);
    return plain.some((pattern) => name === pattern || name.startsWith(`${pattern}/`)) || fits(name);
  };
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/(.)\/+$/, '$1');
}
