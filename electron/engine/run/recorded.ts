import { ERRORS, EXIT, type Run } from '../../contract/index.ts';
import { failureOf, now } from '../base/index.ts';
import type { RunResult, State, StoredPlan } from '../catalogue/index.ts';

/** Does a run and writes it into the history: how it ended, or why it could not. What was refused as it was asked leaves no trace. */
export async function recorded<T extends RunResult>(
  state: State,
  { plan, verb }: { plan: { readonly definition: Pick<StoredPlan['definition'], 'id' | 'name'> }; verb: Run['verb'] },
  work: (run: number) => Promise<T>,
): Promise<T> {
  const { id, name } = plan.definition;
  const run = state.runs.begin({ plan: id, planName: name, verb, startedAt: now().toISOString() });
  try {
    const result = await work(run);
    state.runs.end(run, { outcome: result.outcome, result });
    return result;
  } catch (error) {
    const failure = failureOf(error);
    // A backup may have left something in the vault, which its row knows.
    if (verb !== 'backup' && ERRORS[failure.code].exit === EXIT.usage) state.runs.drop(run);
    else state.runs.end(run, { outcome: failure.code === 'cancelled' ? 'cancelled' : 'failed', failure });
    throw error;
  }
}
