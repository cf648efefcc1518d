import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const THREADS_MAX = 8;

/** As many threads of a file as the engine uses; each is given the next of the tasks when it asks, and nothing once there are no more. `dataOf`: of the nth. */
export async function share(file, tasks, dataOf) {
  let next = 0;
  const one = (n) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(file, { workerData: dataOf(n) });
      worker.on('error', reject);
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with ${code}`))));
      worker.on('message', () => worker.postMessage(tasks[next++]));
    });
  await Promise.all(Array.from({ length: Math.min(THREADS_MAX, availableParallelism()) }, (_, n) => one(n)));
}
