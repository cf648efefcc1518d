import { DISCARD } from '../../contract/index.ts';
import type { PlanDefinition } from '../archive/index.ts';
import { EngineError, randomId } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import { isPlaceGone } from '../place/index.ts';
import type { Pool } from '../pool/index.ts';
import { rawSource } from '../source/index.ts';
import { type SetFolder, writing } from '../vault/index.ts';
import { clearStaging, type PlanSets, stagingOf } from '../sets/index.ts';
import { CheckpointJournal, JournalFolder, type RunFacts } from './checkpoint-journal.ts';
import { bootedAt, InterruptedRun } from './interrupted-run.ts';
import type { SetWriter } from './set-writer.ts';

/** The folder of the set that a run fills, new or gone on with. */
export interface BegunSet {
  readonly folder: SetFolder;
  readonly before: InterruptedRun | undefined;
  readonly journal: CheckpointJournal;
  /** Has the volumes of the interrupted run read again, beside the run, where what was known of them may no longer be true. */
  readAgain(pool: Pool, writer: SetWriter): void;
  /** Removes the notes of all attempts at this set. */
  readonly forget: () => void;
}

interface Beginning {
  readonly home: string;
  readonly interrupted: InterruptedRun | undefined;
  /** Never goes on. */
  readonly fresh: boolean;
  readonly facts: Omit<RunFacts, 'plan' | 'definition'> & { readonly definition: PlanDefinition };
  readonly startedAt: string;
  /** Told the set's id before the first byte is written, so that a leftover can be known as ours. */
  readonly note: (setId: string) => void;
}

/** Goes on with the interrupted run if it was of the same kind on the same parent, else discards it and makes a new folder. */
export function beginSet(sets: PlanSets, { home, interrupted, fresh, facts, startedAt, note }: Beginning): BegunSet {
  const { vault, folder: of } = sets;
  const run: RunFacts = { ...facts, plan: of.plan, definition: contentDigest(facts.definition) };
  const journals = new JournalFolder(home, of.plan);
  const before = !fresh && interrupted?.fits(run) ? interrupted : undefined;
  if (!before) interrupted?.set.discard();
  journals.keepOnly(before?.set.id);
  const setId = before?.set.id ?? randomId();
  note(setId);
  // What waited to be sent was in no checkpoint.
  clearStaging(home, of.plan);
  const staging = stagingOf(home, of.plan, setId);
  const folder = before ? vault.set(of, setId, staging) : vault.createSet(of, setId, staging);
  if (before) writing(vault.path, () => before.prepare(folder));
  const journal = new CheckpointJournal(journals.next(setId), { facts: run, startedAt, bootedAt: bootedAt() });
  return {
    folder,
    before,
    journal,
    readAgain: (pool, writer) => {
      if (before?.mustBeReadAgain) writer.awaitReadBack(readAgain(before, pool));
    },
    forget: () => {
      journal.close();
      journals.keepOnly(undefined);
    },
  };
}

/** The newest attempt of which something is kept. */
export function interruptedRun(home: string, plan: string, unsealed: readonly SetFolder[]): InterruptedRun | undefined {
  const journals = new JournalFolder(home, plan);
  return unsealed.map((set) => InterruptedRun.of(set, journals)).findLast((run) => run !== undefined);
}

/** Whether a later run may go on with what a run that ended in this way has stored. A place that is gone may come back. */
export function keepsPart(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted) return signal.reason !== DISCARD;
  return error instanceof EngineError && (isPlaceGone(error) || error.code === 'vault-unwritable');
}

async function readAgain({ set, kept }: InterruptedRun, pool: Pool): Promise<void> {
  for (const { name, sha256: wanted } of kept.volumes) {
    const path = set.file(name);
    const found = await pool.run('hashFile', { path: rawSource(path) });
    if (found.sha256 !== wanted)
      throw new EngineError('read-back-differs', { subject: path, detail: 'after a restart' });
  }
}

function contentDigest({ sources, exclude, level }: PlanDefinition): string {
  return sha256(JSON.stringify([sources, exclude, level]));
}
