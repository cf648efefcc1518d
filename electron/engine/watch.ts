import type { AlarmBoard, Fleet, Watcher } from '../contract/index.ts';
import type { AlarmDoor } from './alarm-door.ts';
import { EngineError } from './base/index.ts';

/** What the watchdog needs of an engine. */
export interface Watchable {
  readonly alarms: AlarmDoor;
  fleet(vault: string): Promise<Fleet>;
}

/** One whole look: at the other computers of its vaults, where that is due, then at how things stand here. */
export async function watchAll(engine: Watchable, by: Watcher, aliveSince?: Date): Promise<AlarmBoard> {
  const broken: unknown[] = [];
  for (const vault of await engine.alarms.unwatched()) {
    await watchVault(engine, vault).catch((error: unknown) => broken.push(error));
  }
  // Whatever became of the others: how things stand here is looked at.
  const board = await engine.alarms.look(by, aliveSince);
  if (broken.length > 0) throw broken[0];
  return board;
}

export async function watchVault(engine: Watchable, vault: string): Promise<void> {
  try {
    await engine.alarms.watched(vault, await engine.fleet(vault));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // Its own runs say that the place is away.
    await engine.alarms.watched(vault, undefined);
  }
}
