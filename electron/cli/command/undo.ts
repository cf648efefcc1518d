import type { UndoResult } from '../../contract/index.ts';
import { causeLines } from '../cause-list.ts';
import type { Verb } from '../command-spec.ts';
import { undoExit } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { labelled } from '../text/table.ts';

export const undo: Verb = async (session, { args: [restore = ''] }) => {
  const engine = await session.engine();
  const result = await engine.undo({ restore }, await session.control());
  return { document: result, exit: undoExit(result), quiet: [], lines: () => undoLines(session, result) };
};

function undoLines({ words, formats }: Session, { outcome, files, to, seconds, failures }: UndoResult): string[] {
  const some = (count: number) => (count > 0 ? formats.count(count) : undefined);
  return [
    words(`cli.undo.${outcome === 'skipped' ? 'cancelled' : outcome}`),
    ...labelled([
      [words('cli.label.to'), to],
      [words('cli.undo.put-back'), some(files.putBack)],
      [words('cli.undo.removed'), some(files.removed)],
      [words('cli.undo.left-changed'), some(files.leftChanged)],
      [words('cli.undo.failed-files'), some(files.failed)],
      [words('cli.label.time'), formats.seconds(seconds)],
    ]),
    ...causeLines(words, failures, {
      sentence: (code) => ({
        sentence: words(`restoreFailure.${code}.sentence`),
        next: words(`restoreFailure.${code}.next`),
      }),
      item: ({ path, detail }) => (detail === undefined ? path : words('cli.list.with-detail', { path, detail })),
    }),
  ];
}
