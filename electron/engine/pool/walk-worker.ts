import { parentPort, workerData } from 'node:worker_threads';
import { excludeRule, ScanBatches } from '../scan/index.ts';
import { walkSources } from '../source/index.ts';
import { lowerThread } from './priority.ts';
import type { WalkMessage, WalkOrder } from './walk-ahead.ts';

/** The thread of a walk: looks at the next things each time it is asked. */
if ((workerData as { isBackground?: boolean } | null)?.isBackground) lowerThread();

let batches: ScanBatches | undefined;

parentPort?.on('message', (message: WalkOrder | null) => {
  if (message) {
    batches = new ScanBatches(walkSources(message.roots, excludeRule(message.exclude), message.keepOut), message);
    return;
  }
  let reply: WalkMessage;
  try {
    reply = { batch: batches?.next() };
  } catch (error) {
    reply = { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const batch = 'batch' in reply ? reply.batch : undefined;
  const transfer = batch ? [batch.text, batch.ends, batch.kinds, batch.sizes].map(({ buffer }) => buffer) : [];
  parentPort?.postMessage(reply, transfer);
});
