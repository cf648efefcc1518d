import type { Channel, NotifyChange, NotifySettings, NotifyTested } from '../contract/index.ts';
import type { AlarmDoor } from './alarm-door.ts';
import type { DataFolder } from './data-folder.ts';
import { digestFacts, type DigestSources } from './digest-facts.ts';
import { ChannelBook, type LetterWriter, tellAll, type TellerDeps, testChannel } from './notify/index.ts';

/** Who is told who is not at this computer, by mail or webhook. Nothing of it touches a place, but for what a digest asks its `sources`. */
export interface NotifyDoor {
  /** Without what is secret. */
  settings(): Promise<NotifySettings>;
  /** Throws `channel-address` for a webhook that has no address yet, and `home-unusable`. */
  change(change: NotifyChange): Promise<NotifySettings>;
  /** Sends a message that says that it is a test. Throws `channel-unset` and every other code of a channel. */
  test(channel: Channel): Promise<NotifyTested>;
  /**
   * Tells what waits to be told, and the digest where it is due. What does not arrive is tried again at a later call, after growing
   * pauses, and is an alarm of its own. `isLast`: nobody calls again soon.
   */
  tell(input: { isLast: boolean }, sources: DigestSources): Promise<void>;
}

export function notifyDoor(
  data: DataFolder,
  alarms: AlarmDoor,
  write: LetterWriter = () => {
    throw new Error('nobody has said how letters are written');
  },
): NotifyDoor {
  const book = new ChannelBook(data.state, data.path);
  const deps: TellerDeps = { state: data.state, book, write, queue: alarms };
  let telling: Promise<void> = Promise.resolve();
  return {
    settings: async () => book.settings(),
    change: async (change) => book.change(change),
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
