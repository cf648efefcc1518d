import type { Conflict, RestoreResult, Starter } from '../../contract/index.ts';
import { EngineError, errnoOf, randomId } from '../base/index.ts';
import type { Lease, State } from '../catalogue/index.ts';
import type { KnownPlan } from '../ledger/index.ts';
import type { RestoreTrail } from './restore-trail.ts';
import { markEnded, removeJournal, UndoJournal, undoFolder } from './undo-journal.ts';
import { keptUntil, offerOf, recover, takeUndoLease } from './undo-shelf.ts';

interface Deps {
  readonly home: string;
  readonly state: State;
}

interface Asked {
  readonly run: number;
  readonly plan: KnownPlan;
  readonly to: string;
  readonly conflict: Conflict;
  readonly by: Starter | undefined;
}

/** The journal of a restore that is going on, and the lease that tells so. */
export class KeptRestore {
  readonly journal: UndoJournal;
  readonly #lease: Lease;
  readonly #deps: Deps;

  private constructor(deps: Deps, journal: UndoJournal, lease: Lease) {
    this.#deps = deps;
    this.journal = journal;
    this.#lease = lease;
  }

  /**
   * Undefined where no journal can be written and nothing will be replaced: a full disk must not be in the way of getting
   * files back. Throws EngineError `home-unusable` where something may be replaced that could not be kept.
   */
  static begin(deps: Deps, { run, plan, to, conflict, by }: Asked): KeptRestore | undefined {
    const restore = randomId();
    const { id, name } = plan.definition;
    let lease: Lease | undefined;
    try {
      lease = takeUndoLease(deps.home, restore, { verb: 'restore', plan: name, by });
      const journal = new UndoJournal(deps.home, { restore, run, plan: { id, name }, until: keptUntil(), to });
      return new KeptRestore(deps, journal, lease);
    } catch (cause) {
      lease?.remove();
      if (conflict !== 'replace' && conflict !== 'newer') return undefined;
      throw new EngineError('home-unusable', { subject: deps.home, detail: errnoOf(cause), cause });
    }
  }

  /** Undefined where there is nothing to take back. `isWhole`: nothing was stopped in the middle. */
  end(trail: RestoreTrail, isWhole: boolean): RestoreResult['undo'] {
    const { home, state } = this.#deps;
    const { about } = this.journal;
    try {
      this.journal.close();
      const replaced = isWhole ? trail.replaced : recover(home, about.restore);
      if (isWhole) markEnded(undoFolder(home, about.restore));
      if (isWhole && replaced + trail.made === 0) {
        removeJournal(undoFolder(home, about.restore));
        this.#lease.remove();
        return undefined;
      }
      const undo = offerOf(about, replaced);
      state.runs.offerUndo(about.run, undo);
      return undo;
    } catch {
      // Brought to its end later, as after a kill.
      return undefined;
    } finally {
      this.#lease.release();
    }
  }
}
