import { zVerifyLevel } from '../../contract/index.ts';
import type { Verb } from '../command-spec.ts';
import { verifyExit } from '../exit-code.ts';
import { unlockFirst } from '../secrets.ts';
import { verifyLines } from '../verify-lines.ts';

export const verify: Verb = async (session, { args: [wanted = ''], options }) => {
  const level = options.choice('level', zVerifyLevel.options);
  const at = options.text('at');
  const copy = options.text('copy');
  const engine = await session.engine();
  const { id, name } = await engine.planShow(wanted);
  await unlockFirst(session, id, options);
  const result = await engine.verify(
    {
      plan: id,
      ...(copy === undefined ? {} : { copy }),
      ...(at === undefined ? {} : { at }),
      ...(level === undefined ? {} : { level }),
    },
    await session.control(),
  );
  return { document: result, exit: verifyExit(result), quiet: [], lines: () => verifyLines(session, name, result) };
};
