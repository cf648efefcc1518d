import { useEffect, useState } from 'react';
import type { CallInput, CallName, CallOutput, Failure, Reply } from '../../electron/contract/index.ts';
import { onOpening } from './openings.ts';
import { withPin } from './pin.ts';
import { shell } from './shell.ts';

/**
 * One request to the service; a person is asked for the PIN where it needs one. Never throws: what goes wrong on the way is a
 * failure like any other.
 */
export function ask<N extends CallName>(call: N, input: CallInput<N>): Promise<Reply<CallOutput<N>>> {
  return withPin((pin) => send(call, { ...input, ...pin }));
}

async function send<N extends CallName>(call: N, input: CallInput<N>): Promise<Reply<CallOutput<N>>> {
  try {
    return await shell.ask(call, input);
  } catch {
    return { ok: false, error: { code: 'internal' } };
  }
}

export type Answer<T> =
  | { readonly state: 'loading'; readonly value?: T }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly failure: Failure; readonly retry: () => void };

/**
 * The answer to a question that is asked again whenever its input or `version` changes; the value before stays in sight
 * meanwhile. No input: nothing is asked. What failed can be asked again; for want of the key it is, once somebody has given it.
 */
export function useAnswer<N extends CallName>(
  call: N,
  input: CallInput<N> | undefined,
  version: unknown = 0,
): Answer<CallOutput<N>> {
  const [tries, setTries] = useState(0);
  const [answer, setAnswer] = useState<Answer<CallOutput<N>>>({ state: 'loading' });
  const question = input === undefined ? undefined : JSON.stringify(input);
  useEffect(() => {
    if (question === undefined) return;
    let isStale = false;
    setAnswer((before) =>
      'value' in before && before.value !== undefined
        ? { state: 'loading', value: before.value }
        : { state: 'loading' },
    );
    void ask(call, JSON.parse(question) as CallInput<N>).then((reply) => {
      if (isStale) return;
      const retry = () => setTries((before) => before + 1);
      setAnswer(reply.ok ? { state: 'ready', value: reply.value } : { state: 'failed', failure: reply.error, retry });
    });
    return () => {
      isStale = true;
    };
  }, [call, question, version, tries]);
  useEffect(() => {
    if (answer.state === 'failed' && answer.failure.code === 'key-needed') return onOpening(answer.retry);
    return undefined;
  }, [answer]);
  return answer;
}
