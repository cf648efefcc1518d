import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { startFaultProxy } from './fault-proxy.ts';

interface Order {
  readonly pid: number;
  readonly change: number;
}

/** A line to an object store, in a thread of its own: whoever waits for an answer may stop the thread that it was asked from. */
export class DeadlyLine {
  readonly endpoint: string;
  readonly #worker: Worker;

  private constructor(endpoint: string, worker: Worker) {
    this.endpoint = endpoint;
    this.#worker = worker;
  }

  static async start(target: string): Promise<DeadlyLine> {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: target });
    const [endpoint] = (await once(worker, 'message')) as [string];
    return new DeadlyLine(endpoint, worker);
  }

  /** From now on: the process gets no chance to tidy up before the n-th request that changes something, which is never done. */
  async killAt(order: Order): Promise<void> {
    this.#worker.postMessage(order);
    await once(this.#worker, 'message');
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function serve(target: string): Promise<void> {
  const proxy = await startFaultProxy(target);
  parentPort?.on('message', ({ pid, change }: Order) => {
    let changes = 0;
    proxy.clear();
    proxy.inject(
      ({ method }) => {
        if (method === 'GET' || method === 'HEAD' || ++changes !== change) return false;
        process.kill(pid, 'SIGKILL');
        return true;
      },
      { silence: 'before-answer' },
    );
    parentPort?.postMessage('ready');
  });
  parentPort?.postMessage(proxy.endpoint);
}

if (!isMainThread && typeof workerData === 'string') await serve(workerData);
