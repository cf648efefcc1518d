import { parentPort, workerData } from 'node:worker_threads';
import { excludeRule, ScanBatches } from '../scan/index.ts';
import { walkSources } from '../source/index.ts';
import { lowerThread } from './priority.ts';
import type { WalkAsk, WalkReply } from './walk-thread.ts';

/** The thread of a walk: looks at the next things each time it is asked. */
if ((workerData as { isBackground?: boolean } | null)?.isBackground) lowerThread();

let stretch = 0;
let batches: ScanBatches | undefined;

parentPort?.on('message', (ask: WalkAsk) => {
  let reply: WalkReply | undefined;
  try {
    reply = answer(ask);
  } catch (error) {
    reply = { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const batch = reply && 'batch' in reply ? reply.batch : undefined;
  const transfer = batch ? [batch.text, batch.ends, batch.kinds, batch.sizes].map(({ buffer }) => buffer) : [];
  if (reply) parentPort?.postMessage(reply, transfer);
});

function answer(ask: WalkAsk): WalkReply | undefined {
  if (ask === 'next') return { stretch, batch: batches?.next() };
  stretch = ask.stretch;
  batches = new ScanBatches(walkSources(ask.parts, excludeRule(ask.exclude), ask.keepOut), ask);
  return undefined;
}
