import { MessageChannel, Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';

describe('the place thread', () => {
  it('lets go whoever waits for it when it fails itself', async () => {
    const worker = new Worker(new URL('../../../../dist/engine/place-worker.mjs', import.meta.url));
    const { port1, port2 } = new MessageChannel();
    const signal = new SharedArrayBuffer(8);
    const counter = new Int32Array(signal);
    const failed = new Promise<unknown>((resolve) => worker.once('error', resolve));
    worker.postMessage({ channel: { port: port2, signal } }, [port2]);
    // Nothing that anybody sends: it makes the thread end by an error.
    worker.postMessage(null);

    expect(Atomics.wait(counter, 0, 0, 15_000)).not.toBe('timed-out');

    expect(Atomics.load(counter, 1)).toBe(1);
    expect(await failed).toBeInstanceOf(Error);
    port1.close();
  });
});
