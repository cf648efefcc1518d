import { join } from 'node:path';
import type { ShadowUse } from '../../contract/index.ts';
import { now, type Tally, throwIfCancelled } from '../base/index.ts';
import type { State, StoredPlan } from '../catalogue/index.ts';
import { usesShadowCopies } from '../ledger/index.ts';
import type { KindDecision } from '../plan/index.ts';
import type { Pool, WalkAhead } from '../pool/index.ts';
import type { JobControl, Pace } from '../run/index.ts';
import { compare, placeIn } from '../scan/index.ts';
import { freezeSources, type FrozenSources, type ShadowMaker, systemShadows } from '../source/index.ts';
import type { BegunSet } from './begun-set.ts';
import type { Checkpoints } from './checkpoints.ts';
import { ChunkStore } from './chunk-store.ts';
import type { ManifestWriter } from './manifest-writer.ts';
import type { PreviousPoint } from './previous-point.ts';
import { RunChanges } from './run-changes.ts';
import { RunCount } from './run-count.ts';
import { SaveTree } from './save-tree.ts';
import type { SetWriter } from './set-writer.ts';

interface SourcesDeps {
  readonly home: string;
  readonly state: State;
  readonly shadows?: ShadowMaker | undefined;
}

interface SourcesInput {
  readonly plan: StoredPlan;
  readonly rehash: boolean;
}

/** A shadow copy went away while it was read. All is to be read anew, where it is: in part of what was found missing nothing is missing. */
export class ShadowLost extends Error {}
const LOST: ShadowUse = { read: 'none', why: ['lost'] };

interface SavingParts {
  readonly pool: Pool;
  readonly writer: SetWriter;
  readonly manifest: ManifestWriter;
  readonly tally: Tally;
  readonly previous: PreviousPoint;
  readonly decision: KindDecision;
  readonly begun: BegunSet;
  readonly checkpoints: Checkpoints;
  readonly pace: Pace;
  readonly walk: WalkAhead;
  /** Reads nothing from shadow copies: one was lost. */
  readonly isLive: boolean;
}

interface SavedSources {
  readonly count: RunCount;
  readonly changes: RunChanges;
  /** The time the point stands for: the end of the scan, or when its shadow copies were made. */
  readonly at: string;
  readonly shadowCopies: ShadowUse | undefined;
}

export async function saveSources(
  deps: SourcesDeps,
  input: SourcesInput,
  control: JobControl,
  parts: SavingParts,
): Promise<SavedSources> {
  const { home, state, shadows = systemShadows() } = deps;
  const { definition, vaultPlace } = input.plan;
  const maker = usesShadowCopies(state, definition.id) ? shadows : undefined;
  const keepOut = [vaultPlace, ...placesOf(state, input.plan), home];
  const frozen = await freezeSources(definition.sources, keepOut, {
    freezing: maker && !parts.isLive ? { maker, notes: join(home, 'shadow-copies', definition.id) } : undefined,
    signal: control.signal,
  });
  try {
    throwIfCancelled(control.signal);
    const { count, changes } = await saveFrom(frozen, input, control, parts);
    if (count.files.gaps > 0 && frozen.isLost()) throw new ShadowLost();
    const shadowCopies = maker && parts.isLive ? LOST : frozen.use;
    return { count, changes, at: frozen.at ?? now().toISOString(), shadowCopies };
  } finally {
    await frozen.end();
  }
}

/** Walks the sources, compares with the previous point, stores what is new. */
async function saveFrom(
  { roots, keepOut }: FrozenSources,
  { plan, rehash }: SourcesInput,
  { signal, gate }: JobControl,
  { pool, writer, manifest, tally, previous, decision, begun, checkpoints, pace, walk }: SavingParts,
): Promise<{ count: RunCount; changes: RunChanges }> {
  const { definition } = plan;
  tally.enter('saving');
  Object.assign(tally.value.files, { expected: previous.files });
  Object.assign(tally.value.bytes, { expected: decision.kind === 'full' ? previous.bytes : undefined });
  const store = new ChunkStore(begun.folder.id, definition.level, previous.contentFinder());
  if (store.dedupes) for (const chunk of begun.before?.chunks() ?? []) store.remember(chunk);
  writer.whenFailed((failure) => store.abandon(failure));
  const count = new RunCount();
  const changes = new RunChanges(previous.compared === undefined);
  const readsAll = decision.kind === 'full' || rehash;
  const order = {
    roots,
    exclude: definition.exclude,
    keepOut,
    rehash: readsAll,
    trustedBefore: previous.trustedBefore,
    known: readsAll ? [] : previous.parts(),
  };
  const open = begun.before?.open;
  const save = new SaveTree({
    pool,
    writer,
    store,
    manifest,
    count,
    changes,
    tally,
    halt: { signal, gate },
    checkpoints,
    pace,
    ...(begun.before && {
      before: {
        stored: begun.before.listing(),
        // It may have been read from a shadow copy that is no more.
        open: open && { ...open, at: placeIn(roots, open.path) },
      },
    }),
    lastGood: previous.lastGood,
  });
  walk.begin(order);
  await save.run(compare(walk, previous.groups()));
  count.settleMoves();
  return { count, changes };
}

/** Disks that take turns, and copies: nothing that was backed up is backed up again. */
function placesOf(state: State, { definition }: StoredPlan): string[] {
  return state.places.of(definition.id).map(({ place }) => place);
}
