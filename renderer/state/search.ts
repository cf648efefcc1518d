import type { FindResult } from '../../electron/contract/index.ts';
import { type Answer, useAnswer } from './ask.ts';

const MOST_FOUND = 200;

export interface Search {
  /** Empty: nothing is asked. */
  readonly pattern: string;
  readonly planId: string | undefined;
  readonly deletedOnly: boolean;
}

/**
 * Files by their names. Where only deleted ones were asked for and there are none, all are looked through: what was
 * deleted since the newest backup is still in it. `isWidened` says that this was done.
 */
export function useSearch({ pattern, planId, deletedOnly }: Search): {
  readonly answer: Answer<FindResult>;
  readonly isWidened: boolean;
} {
  const question = { pattern, limit: MOST_FOUND, ...(planId !== undefined && { plan: planId }) };
  const isAsked = pattern !== '';
  const gone = useAnswer('file.find', isAsked && deletedOnly ? { ...question, deletedOnly: true } : undefined);
  const isWidened = deletedOnly && gone.state === 'ready' && gone.value.rows.length === 0;
  const all = useAnswer('file.find', isAsked && (!deletedOnly || isWidened) ? question : undefined);
  return { answer: deletedOnly && !isWidened ? gone : all, isWidened };
}
