import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { errnoOf } from '../base/index.ts';
import { openDriver } from './open-driver.ts';
import type { OpenFacts, PlaceAsk, PlaceChannel, PlaceOrder, PlaceReply, PlaceStop } from './place-calls.ts';
import { placeError } from './place-fault.ts';
import type { RemoteDriver } from './remote-driver.ts';

/** The place thread: holds the connections to places on other computers, for all threads of its process. */
const drivers = new Map<string, Opened>();

interface Opened {
  readonly print: string;
  /** What of them does not need a new connection changes here. */
  readonly facts: OpenFacts;
  readonly driver: Promise<RemoteDriver>;
}

const counters: Int32Array[] = [];

// Whatever it ends by: nobody may wait for a thread that is gone.
process.once('exit', () => {
  for (const counter of counters) {
    Atomics.store(counter, 1, 1);
    Atomics.add(counter, 0, 1);
    Atomics.notify(counter, 0);
  }
});

parentPort?.on('message', obey);

function obey(order: PlaceOrder): void {
  if ('channel' in order) serve(order.channel);
  else open(order.open);
}

/** A call comes by another port than the order to open its place: what was sent first may be heard last. */
function obeyAll(): void {
  for (;;) {
    const order: PlaceOrder | undefined = parentPort ? receiveMessageOnPort(parentPort)?.message : undefined;
    if (!order) return;
    obey(order);
  }
}

/** With other credentials than before it is connected anew. */
function open({ place, ...facts }: { place: string } & OpenFacts): void {
  const known = drivers.get(place);
  const { rate, wasMet, ...way } = facts;
  const print = JSON.stringify(way);
  if (known?.print === print) {
    Object.assign(known.facts, { rate, wasMet });
    return;
  }
  void known?.driver.then((driver) => driver.close()).catch(() => undefined);
  const driver = openDriver(facts);
  // Whoever calls is told.
  driver.catch(() => undefined);
  drivers.set(place, { print, facts, driver });
}

function serve({ port, signal }: PlaceChannel): void {
  const counter = new Int32Array(signal);
  counters.push(counter);
  const stops = new Map<number, AbortController>();
  const reply = (message: PlaceReply, transfer: ArrayBuffer[] = []): void => {
    port.postMessage(message, transfer);
    Atomics.add(counter, 0, 1);
    Atomics.notify(counter, 0);
  };
  port.once('close', () => counters.splice(counters.indexOf(counter), 1));
  port.on('message', (message: PlaceAsk | PlaceStop) => {
    if ('stop' in message) return stops.get(message.stop)?.abort();
    const stop = new AbortController();
    stops.set(message.id, stop);
    void answer(message, stop.signal, (progress) => reply({ id: message.id, progress })).then((made) => {
      stops.delete(message.id);
      const bytes = 'output' in made && made.output instanceof Uint8Array ? [made.output.buffer as ArrayBuffer] : [];
      reply(made, bytes);
    });
  });
}

async function answer(
  { id, place, call, input }: PlaceAsk,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<PlaceReply> {
  try {
    obeyAll();
    const driver = await drivers.get(place)?.driver;
    if (!driver) throw placeError('ENOTCONN', `${place} has not been opened`);
    if (call === 'send') {
      const [name, file] = input as [string, { path: string; size: number; sha256: string }];
      return { id, output: await driver.send(name, { ...file, onProgress }, signal) };
    }
    const method = driver[call] as (...input: unknown[]) => Promise<unknown>;
    return { id, output: await method.apply(driver, [...input]) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, failure: { code: errnoOf(error) || 'EPROTO', message } };
  }
}
