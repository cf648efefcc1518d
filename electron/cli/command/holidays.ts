import { CliFailure } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';

/** The days on which nobody works at this computer, after setting them where that is asked for. */
export const holidays: Verb = async (session, { options }) => {
  const { words } = session;
  const days = options.list('set');
  const none = options.flag('none');
  if (none && days.length > 0) throw new CliFailure({ code: 'usage', detail: '--none' });
  const { schedule } = await session.engine();
  const known = none || days.length > 0 ? await schedule.holidaysSet(days) : await schedule.holidays();
  return {
    document: { holidays: known },
    exit: 0,
    quiet: known,
    lines: () => (known.length === 0 ? [words('cli.due.no-holidays')] : known),
  };
};
