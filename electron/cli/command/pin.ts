import { isPin, type PinState } from '../../contract/index.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';
import { firstLine, pinOf } from '../secrets.ts';

/** Says whether a PIN is set, after setting, changing or removing it where that is asked for. */
export const pin: Verb = async (session, { options }) => {
  const { words } = session;
  const next = firstLine(session, options, 'new-pin-file');
  const given = pinOf(session, options);
  const [remove, forgotten] = [options.flag('remove'), options.flag('forgotten')];
  const isMuddled = remove ? next !== undefined || (forgotten && 'pin' in given) : forgotten;
  if (isMuddled || ('pin' in given && !remove && next === undefined))
    throw new CliFailure({ code: 'usage', detail: words('cli.usage.pin-ways') });
  if (next !== undefined && !isPin(next)) throw new CliFailure({ code: 'usage', detail: words('cli.usage.bad-pin') });
  const engine = await session.engine();
  if (next === undefined && !remove) {
    const state = await engine.pin.state();
    return { document: state, exit: 0, lines: () => stateLines(state) };
  }
  const state = forgotten ? await engine.pin.forget() : await engine.pin.set({ ...given, next: next ?? null });
  return {
    document: state,
    exit: 0,
    quiet: [],
    lines: () => (state.isSet ? [words('cli.pin.set'), words('cli.pin.slips')] : [words('cli.pin.removed')]),
  };

  function stateLines({ isSet, waitSeconds }: PinState): string[] {
    return [
      words(isSet ? 'cli.pin.is-set' : 'cli.pin.is-not-set'),
      ...(waitSeconds === undefined ? [] : [words('cli.pin.wait', { seconds: waitSeconds })]),
    ];
  }
};
