import { failureOf } from './cli-failure.ts';
import type { EngineDoor } from './world.ts';

/** Tells by mail and webhook what waits for it. What does not arrive is an alarm of its own, and changes nothing of how a command ended. */
export async function tellOthers(engine: EngineDoor, order: { isLast: boolean }): Promise<void> {
  try {
    await engine.notify.tell(order, engine);
  } catch (error) {
    failureOf(error);
  }
}
