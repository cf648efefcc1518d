import type { Channel, NotifyChange, NotifySettings, NotifyTested } from '../contract/index.ts';
import type { AlarmDoor } from './alarm-door.ts';
import type { PinDoor } from './ledger/index.ts';
import type { DataFolder } from './data-folder.ts';
import { digestFacts, type DigestSources } from './digest-facts.ts';
import { ChannelBook, type LetterWriter, tellAll, type TellerDeps, testChannel } from './notify/index.ts';

/** Who is told who is not at this computer, by mail or webhook. Nothing of it touches a place, but for what a digest asks its `sources`. */
export interface NotifyDoor {
  /** Without what is secret. */
  settings(): Promise<NotifySettings>;
  /** Throws `channel-address` for a webhook that has no address yet, `home-unusable`, and for want of the PIN: who is told nothing any more misses what goes wrong. */
  change(change: NotifyChange, pin?: string): Promise<NotifySettings>;
  /** Sends a message that says that it is a test. Throws `channel-unset` and every other code of a channel. */
  test(channel: Channel): Promise<NotifyTested>;
  /**
   * Tells what waits to be told, and the digest where it is due. What does not arrive is tried again at a later call, after growing
   * pauses, and is an alarm of its own. `isLast`: nobody calls again soon.
   */
  tell(input: { isLast: boolean }, sources: DigestSources): Promise<void>;
}

interface NotifyNeeds {
  readonly alarms: AlarmDoor;
  readonly pin: Pick<PinDoor, 'demand'>;
  readonly write?: LetterWriter | undefined;
}

function unwritten(): never {
  throw new Error('nobody has said how letters are written');
}

export function notifyDoor(data: DataFolder, { alarms, pin, write = unwritten }: NotifyNeeds): NotifyDoor {
  const book = new ChannelBook(data.state, data.path);
  const deps: TellerDeps = { state: data.state, book, write, queue: alarms };
  let telling: Promise<void> = Promise.resolve();
  return {
    settings: async () => book.settings(),
    async change(change, given) {
      await pin.demand(given);
      return book.change(change);
    },
    test: (channel) => testChannel(deps, channel),
    async tell({ isLast }, sources) {
      // One after the other: two at once would send what belongs together apart.
      const order = { isLast, digest: (about: Parameters<typeof digestFacts>[1]) => digestFacts(sources, about) };
      const turn = telling.then(() => tellAll(deps, order));
      telling = turn.catch(() => undefined);
      await turn;
    },
  };
}
