import type { Verb } from '../command-spec.ts';

const COUNT = 10;
const COUNT_MAX = 1000;

/** When a plan runs next, holidays and the spread of this computer included. */
export const scheduleNext: Verb = async (session, { args: [wanted = ''], options }) => {
  const { words, formats } = session;
  const count = options.count('count', { least: 1, most: COUNT_MAX }) ?? COUNT;
  const engine = await session.engine();
  const runs = await engine.schedule.nextOf(wanted, count);
  return {
    document: { runs },
    exit: 0,
    quiet: runs.map(({ at }) => at),
    lines: () =>
      runs.length === 0
        ? [words('cli.due.nothing-planned')]
        : runs.map(({ at, kind }) => formats.time(at) + (kind ? `  ${words(`kind.${kind}`)}` : '')),
  };
};
