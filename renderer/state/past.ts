import { useEffect, useState } from 'react';
import type { CallInput, Failure, Run } from '../../electron/contract/index.ts';
import { ask } from './ask.ts';

export type PastFilter = Pick<CallInput<'run.list'>, 'plan' | 'verb' | 'outcome' | 'from' | 'to'>;

export interface Past {
  readonly runs: readonly Run[];
  /** How many there are, be they loaded or not. */
  readonly total: number;
  readonly isLoading: boolean;
  readonly failure: Failure | undefined;
  readonly retry: () => void;
}

const PAGE = 1000;
/** Ten years of daily runs of several plans; beyond that the newest are shown, and the table for spreadsheets has all. */
const MOST = 20_000;

/** The runs of a filter, newest first, read page by page; asked for again when `version` changes. */
export function usePast(filter: PastFilter, version: unknown): Past {
  const [past, setPast] = useState<Omit<Past, 'retry'>>({ runs: [], total: 0, isLoading: true, failure: undefined });
  const [tries, setTries] = useState(0);
  const question = JSON.stringify(filter);
  useEffect(() => {
    let isStale = false;
    const read = async () => {
      const runs: Run[] = [];
      for (;;) {
        const wanted: PastFilter = JSON.parse(question);
        const reply = await ask('run.list', { ...wanted, offset: runs.length, limit: PAGE });
        if (isStale) return;
        if (!reply.ok) return setPast({ runs, total: runs.length, isLoading: false, failure: reply.error });
        runs.push(...reply.value.rows);
        const { total, rows } = reply.value;
        const isWhole = runs.length >= Math.min(total, MOST) || rows.length === 0;
        if (isWhole) return setPast({ runs, total, isLoading: false, failure: undefined });
      }
    };
    void read();
    return () => {
      isStale = true;
    };
  }, [question, version, tries]);
  return { ...past, retry: () => setTries(tries + 1) };
}
