import type { DiskDoor, Engine, SeenDisks } from '../../engine/engine.ts';
import type { DiskMethod } from './protocol.ts';

interface Deps {
  readonly front: Engine;
  readonly here: <T>(work: (engine: Engine) => Promise<T>) => Promise<T>;
  readonly apart: (
    key: string,
    method: DiskMethod,
    args: readonly unknown[],
    touches: readonly string[],
  ) => Promise<unknown>;
  /** Ends the processes that have nothing to do. */
  readonly idle: () => Promise<void>;
}

/** One process for all disks: what it looks at it looks at beside each other, and never for long. */
const KEY = 'disks';

/** The door to the disks with nothing behind it that waits for one. */
export function isolatedDisks({ front, here, apart, idle }: Deps): DiskDoor {
  let table: string | undefined;

  const look = async (): ReturnType<DiskDoor['news']> =>
    await front.apart.tellDisks((await apart(KEY, 'diskNews', [], [])) as SeenDisks);

  return {
    add: async (input, secret) => {
      const added = await apart(input.place, 'diskAdd', [input, secret], [input.place]);
      await look();
      return added as Awaited<ReturnType<DiskDoor['add']>>;
    },
    rename: (input) => here((engine) => engine.disks.rename(input)),
    remove: (input) => here((engine) => engine.disks.remove(input)),
    eject: async (input) => {
      // One that has just been at work on it may still stand in a folder of it.
      await idle();
      const ejected = await apart(KEY, 'diskEject', [input], []);
      await look();
      return ejected as Awaited<ReturnType<DiskDoor['eject']>>;
    },
    /** The disks themselves are looked at only where others are connected than before. */
    news: async () => {
      const now = await here((engine) => engine.apart.diskTable());
      if (now === undefined || now === table) return { changed: false, runs: [] };
      const news = await look();
      table = now;
      return news;
    },
  };
}
