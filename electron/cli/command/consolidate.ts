import type { ConsolidateResult } from '../../contract/index.ts';
import { causeLines } from '../cause-list.ts';
import type { Verb } from '../command-spec.ts';
import { backupExit } from '../exit-code.ts';
import { unlockFirst } from '../secrets.ts';
import type { Session } from '../session.ts';
import { readBackOf } from '../read-back.ts';
import { labelled } from '../text/table.ts';

export const consolidate: Verb = async (session, { args: [wanted = ''], options }) => {
  const at = options.text('at');
  const engine = await session.engine();
  const { id, name } = await engine.planShow(wanted);
  await unlockFirst(session, id, options);
  const result = await engine.consolidate({ plan: id, ...(at === undefined ? {} : { at }) }, await session.control());
  return {
    document: result,
    exit: backupExit(result),
    quiet: [],
    lines: () => madeLines(session, { id, name }, result),
  };
};

function madeLines(
  session: Session,
  { id, name: plan }: { id: string; name: string },
  result: ConsolidateResult,
): string[] {
  const { words, formats } = session;
  const { outcome, bytes, gaps, gapCount } = result;
  if (outcome !== 'complete' && outcome !== 'incomplete') return [words('cli.consolidate.cancelled', { plan })];
  const at = formats.time(result.at);
  return [
    outcome === 'complete'
      ? words('cli.consolidate.complete', { plan, at })
      : words('cli.consolidate.incomplete', { plan, at, count: gapCount }),
    ...labelled([
      [
        words('cli.label.files'),
        words('cli.value.files-bytes', { count: result.files, bytes: formats.bytes(bytes.total) }),
      ],
      [words('cli.label.bytes-read'), formats.bytes(bytes.read)],
      [words('cli.consolidate.copied'), formats.bytes(bytes.copied)],
      [words('cli.label.stored'), formats.bytes(bytes.stored)],
      [words('cli.label.read-back'), words(`cli.value.read-back-${readBackOf(result)}`)],
      [words('cli.label.time'), formats.seconds(result.seconds)],
      [words('cli.consolidate.made-from'), result.madeFrom],
      [words('cli.label.point'), result.setId ?? undefined],
    ]),
    ...causeLines(words, gaps, {
      sentence: (code) => ({ sentence: words(`gap.${code}.sentence`), next: words(`gap.${code}.next`) }),
      item: ({ path, lastGoodSet }) =>
        lastGoodSet === undefined ? path : words('cli.list.earlier-copy', { path, setId: lastGoodSet }),
    }),
    ...(result.sent === 'checksum' ? ['', words('cli.backup.sent-next', { id })] : []),
    ...(result.durability === 'unconfirmed' ? ['', words('cli.backup.unconfirmed')] : []),
  ];
}
