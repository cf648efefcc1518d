import { lockText } from '../../words/index.ts';
import type { Verb } from '../command-spec.ts';
import { credentialsOf, resolvePlace } from '../places.ts';
import { labelled } from '../text/table.ts';

export const placeTest: Verb = async (session, { args: [place = ''], options }) => {
  const { words, formats, cwd } = session;
  const { credentials } = credentialsOf(session, options);
  const tested = await (await session.engine()).placeTest(
    resolvePlace(cwd, place),
    credentials,
    options.flag('new-host-key'),
  );
  const { user, computer, hostKey, durability, freeBytes } = tested;
  return {
    document: tested,
    exit: 0,
    quiet: [],
    lines: () => [
      words('place.works', { place: tested.place }),
      ...labelled([
        [words('place.by'), words('holding.who', { user, computer })],
        [words('place.host-key'), hostKey],
        [words('place.durability'), words(`place.durable.${durability}`)],
        [words('place.lock'), tested.lock && lockText(words, tested.lock, formats)],
        [words('place.free'), freeBytes === undefined ? undefined : formats.bytes(freeBytes)],
      ]),
    ],
  };
};
