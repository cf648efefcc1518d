import { parentPort } from 'node:worker_threads';
import { EngineError, errnoOf } from '../base/index.ts';
import { carryLarge, carrySmall } from './carry-task.ts';
import { check } from './check-task.ts';
import { compareFrames, compareLarge } from './compare-task.ts';
import { compress, cut, cutStop } from './cut-task.ts';
import { give } from './give-task.ts';
import { hashFile, hashStop, hashStretch, hashWhole } from './hash-task.ts';
import { joinPlaceThread } from '../place/index.ts';
import { hold, pack, packHeld } from './pack-task.ts';
import { lowerThread } from './priority.ts';
import { sealVolumePart } from './seal-task.ts';
import { threadFacts } from './thread-facts.ts';
import {
  ownedBy,
  type Slice,
  type TaskFailure,
  type TaskInput,
  type TaskMessage,
  type TaskName,
  type TaskOutput,
  type TaskReply,
} from './tasks.ts';
import { append, volumeAbandon, volumeEnd, volumeFlush, volumeOpen } from './volume-task.ts';

/** A worker thread of the engine: takes one task at a time and does it synchronously. */
const TASKS: { [N in TaskName]: (input: TaskInput<N>) => TaskOutput<N> } = {
  pack,
  hold,
  packHeld,
  cut,
  cutStop,
  hashWhole,
  hashStop,
  compress,
  carrySmall,
  carryLarge,
  sealVolumePart,
  volumeOpen,
  append,
  volumeFlush,
  volumeEnd,
  volumeAbandon,
  check,
  compareFrames,
  compareLarge,
  give,
  hashFile,
  hashStretch,
};

joinPlaceThread(threadFacts().places);
if (threadFacts().isBackground) lowerThread();

parentPort?.on('message', ({ id, name, input }: TaskMessage) => {
  let reply: TaskReply;
  try {
    reply = { id, output: (TASKS[name] as (input: unknown) => unknown)(input) };
  } catch (error) {
    reply = { id, failure: failureOf(error) };
  }
  parentPort?.postMessage(reply, transferable(reply));
});

function failureOf(error: unknown): TaskFailure {
  if (error instanceof EngineError) return { code: error.code, message: error.detail ?? '', known: true };
  return {
    code: errnoOf(error),
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    known: false,
  };
}

/** Buffers go back by transfer: copying them would cost more than the work on them. */
function transferable(reply: TaskReply): ArrayBuffer[] {
  if ('failure' in reply || !reply.output) return [];
  const { frame, frames, slice } = reply.output as {
    frame?: { buffer: ArrayBuffer } | null;
    frames?: { buffer: ArrayBuffer }[];
    slice?: Slice;
  };
  return [
    ...(frame ? [frame.buffer] : []),
    ...(frames ?? []).map((each) => each.buffer),
    ...(slice ? ownedBy(slice) : []),
  ];
}
