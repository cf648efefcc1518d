import type { Engine, NotifyDoor } from '../../engine/engine.ts';

/** The door to those who are told: all of it is done by the engine of this process, but for what `sources` ask places for. */
export function isolatedNotify(here: <T>(work: (engine: Engine) => Promise<T>) => Promise<T>): NotifyDoor {
  return {
    settings: () => here(({ notify }) => notify.settings()),
    change: (...given) => here(({ notify }) => notify.change(...given)),
    test: (channel) => here(({ notify }) => notify.test(channel)),
    tell: (input, sources) => here(({ notify }) => notify.tell(input, sources)),
  };
}
