import { CliFailure } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';
import { holdLines } from '../hold-lines.ts';
import { pinOf } from '../secrets.ts';

/** Says why a plan is held, or answers for it. */
export const hold: Verb = async (session, { args: [wanted = ''], options }) => {
  const { words } = session;
  const [ours, attack] = [options.flag('ours'), options.flag('attack')];
  const by = options.text('by');
  if ((ours && attack) || (ours || attack) !== (by !== undefined))
    throw new CliFailure({ code: 'usage', detail: words('hold.cli-answer') });
  const pin = pinOf(session, options);
  const engine = await session.engine();
  const { id, name } = await engine.planShow(wanted);
  if (by !== undefined) await engine.holdAnswer({ plan: id, answer: ours ? 'ours' : 'attack', by, ...pin });
  const plan = await engine.planShow(id);
  return {
    document: { plan: id, ...(plan.hold && { hold: plan.hold }) },
    exit: 0,
    lines: () => {
      if (by !== undefined) return [words(ours ? 'hold.cli-ours' : 'hold.cli-attack', { plan: name })];
      if (!plan.hold) return [words('hold.cli-not-held', { plan: name })];
      return [...holdLines(session, name, plan.hold), words('hold.cli-answer')];
    },
  };
};
