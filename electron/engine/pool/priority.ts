import { constants, getPriority, setPriority } from 'node:os';

/**
 * For a worker thread at its start: other programs come first. On Linux a thread has a priority of its own, and that of its disk
 * access follows; it cannot be raised again, which is why threads of a job are made for it and end with it.
 */
export function lowerThread(): void {
  if (process.platform === 'linux') tolerant(() => setPriority(constants.priority.PRIORITY_BELOW_NORMAL));
}

let lowered = 0;
let before = 0;

/** On Windows priority belongs to the process: it is low while at least one job asks for it. Answers how to take that back. */
export function lowerProcess(): () => void {
  if (process.platform !== 'win32') return () => undefined;
  if (lowered++ === 0)
    tolerant(() => {
      before = getPriority();
      setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    });
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    if (--lowered === 0) tolerant(() => setPriority(before));
  };
}

/** Politeness is no reason to fail. */
function tolerant(work: () => void): void {
  try {
    work();
  } catch {
    // The system does not let us.
  }
}
