import type { CallInput, Hold, HoldReason } from '../../contract/index.ts';
import { EngineError, now } from '../base/index.ts';
import type { CataloguedSet, State } from '../catalogue/index.ts';
import { type RunProfile, suspicions } from '../plan/index.ts';
import { type EarlierRun, type HeldRun, keepRuns, keptRuns, type KeptRuns, standingsOf } from '../sets/index.ts';
import { demandPin, findOwnPlan, layMissing, type PlanDeps } from '../ledger/index.ts';
import type { RunChanges } from './run-changes.ts';

const EARLIER_MAX = 30;
const EXTENSIONS_MAX = 5000;

export interface JudgedRun {
  readonly setId: string;
  /** The set it was compared with. */
  readonly parent: string | null;
  readonly changes: RunChanges;
  /** Files of the point before, and of this one. */
  readonly before: number;
  readonly files: number;
  /** A file that was laid to be watched, and is not as it was. */
  readonly watched: string | undefined;
  /** Of the plan, oldest first, without this one. */
  readonly sets: readonly CataloguedSet[];
}

/**
 * Whether a run looks as if no person of the office had made its changes. Noted before the set is sealed: from the moment
 * that it is a set, nothing older is thrown away. A plan that is held stays so until somebody answers, and what its later runs find is added:
 * the answer is for all of it.
 */
export function judgeRun(state: State, plan: string, run: JudgedRun): Hold | undefined {
  const kept = keptRuns(state, plan);
  // What is put back after an attack changes as much as the attack did.
  if (kept.hold?.confirmed) return kept.hold;
  const profile = run.changes.profile({ before: run.before, files: run.files, known: new Set(kept.extensions) });
  const one = { parent: run.parent, profile, extensions: [...run.changes.extensions] };
  const reasons: HoldReason[] = [
    ...(run.watched === undefined ? [] : [{ why: 'watch-file' as const, files: 1, of: 1, path: run.watched }]),
    ...suspicions(
      sinceLast(one, [...kept.earlier, ...heldRuns(kept)]),
      kept.earlier.map((earlier) => earlier.profile),
    ),
  ];
  if (kept.hold) return heldOn(state, plan, { kept, hold: kept.hold, one, reasons, setId: run.setId });
  if (reasons.length === 0) {
    keepRuns(state, plan, usual(kept, one));
    return undefined;
  }
  const standingOf = standingsOf(state, run.sets);
  const lastGood = run.sets.findLast((set) => set.seal.outcome === 'complete' && standingOf(set) === 'verified')?.seal;
  const hold: Hold = {
    since: now().toISOString(),
    setId: run.setId,
    ...(lastGood && { lastGood: { setId: lastGood.set, at: lastGood.at } }),
    reasons,
  };
  keepRuns(state, plan, { ...kept, hold, doubted: one });
  return hold;
}

interface LaterRun {
  readonly kept: KeptRuns;
  readonly hold: Hold;
  readonly one: HeldRun;
  readonly reasons: readonly HoldReason[];
  readonly setId: string;
}

function heldOn(state: State, plan: string, { kept, hold: before, one, reasons, setId }: LaterRun): Hold {
  const told = reasons.filter((reason) => reason.why !== 'watch-file' || !before.reasons.some(isAlike(reason)));
  const hold: Hold =
    told.length === 0
      ? before
      : { ...before, reasons: together(before.reasons, told), again: { setId, at: now().toISOString() } };
  keepRuns(state, plan, { ...kept, hold, since: [...(kept.since ?? []), one].slice(-EARLIER_MAX) });
  return hold;
}

function together(before: readonly HoldReason[], more: readonly HoldReason[]): HoldReason[] {
  const grown = before.map((reason) => {
    const same = more.find(isAlike(reason));
    return same ? { ...reason, files: reason.files + same.files, of: reason.of + same.of } : reason;
  });
  return [...grown, ...more.filter((reason) => !before.some(isAlike(reason)))];
}

function isAlike({ why, extension, path }: HoldReason): (other: HoldReason) => boolean {
  return (other) => other.why === why && other.extension === extension && other.path === path;
}

function heldRuns({ doubted, since = [] }: KeptRuns): HeldRun[] {
  return doubted ? [doubted, ...since] : [...since];
}

/** Throws `not-held`, and for want of the PIN. */
export async function answerHold(
  deps: PlanDeps,
  { plan: wanted, answer, by, pin }: CallInput<'hold.answer'>,
): Promise<void> {
  const { state } = deps;
  const { definition } = findOwnPlan(deps, wanted);
  if (answer === 'ours') await demandPin(deps, pin);
  const kept = keptRuns(state, definition.id);
  if (!kept.hold) throw new EngineError('not-held', { subject: definition.name });
  if (answer === 'attack') {
    const confirmed = { by, at: now().toISOString() };
    keepRuns(state, definition.id, { ...kept, hold: { ...kept.hold, confirmed } });
    return;
  }
  // After an attack it has been put right: nothing of it is usual.
  const { hold, doubted: _, since: __, ...rest } = kept;
  keepRuns(state, definition.id, hold.confirmed ? rest : heldRuns(kept).reduce(usual, rest));
  layMissing(state, definition);
}

function usual(kept: KeptRuns, { parent, profile, extensions }: HeldRun): KeptRuns {
  return {
    earlier: [...kept.earlier, { parent, profile }].slice(-EARLIER_MAX),
    extensions: [...new Set([...kept.extensions, ...extensions])].slice(-EXTENSIONS_MAX),
  };
}

/** What came since the run before. A differential tells each time again what others since its full have told. */
function sinceLast({ parent, profile }: EarlierRun, earlier: readonly EarlierRun[]): RunProfile {
  const last = parent === null ? undefined : earlier.findLast((each) => each.parent === parent)?.profile;
  if (!last) return profile;
  const less = (count: keyof Omit<RunProfile, 'newExtension'>): number => Math.max(0, profile[count] - last[count]);
  return {
    ...profile,
    changed: less('changed'),
    added: less('added'),
    vanished: less('vanished'),
    strange: less('strange'),
    opaque: less('opaque'),
    locked: less('locked'),
    changedOpaque: less('changedOpaque'),
    suffixed: less('suffixed'),
    vanishedBytes: less('vanishedBytes'),
    archivedBytes: less('archivedBytes'),
    lockedBytes: less('lockedBytes'),
  };
}
