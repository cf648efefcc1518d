import type { RestorePreview, RestoreResult } from '../contract/index.ts';
import { causeLines, firstOf } from './cause-list.ts';
import type { Session } from './session.ts';
import { indented, labelled } from './text/table.ts';

/** What would happen, in the order of how much it matters. */
export function previewLines({ words, formats }: Session, preview: RestorePreview): string[] {
  const { counts, notable } = preview;
  const some = (count: number) => (count > 0 ? formats.count(count) : undefined);
  const notableTotal = counts.replace + counts.keepBoth + counts.skip + counts.keepNewer + counts.unavailable;
  return [
    words('cli.restore.preview', { to: preview.to }),
    words('cli.restore.preview-point', {
      at: formats.time(preview.at),
      setId: preview.setId,
      bytes: formats.bytes(preview.bytes),
    }),
    ...labelled([
      [words('cli.restore.would-create'), formats.count(counts.create)],
      [words('cli.restore.would-replace'), some(counts.replace)],
      [words('cli.restore.would-keep-both'), some(counts.keepBoth)],
      [words('cli.restore.would-skip'), some(counts.skip)],
      [words('cli.restore.would-keep-newer'), some(counts.keepNewer)],
      [words('cli.restore.would-same'), some(counts.same)],
      [words('cli.restore.would-folders'), some(counts.folders)],
      [words('cli.restore.would-unavailable'), some(counts.unavailable)],
    ]),
    ...(notable.length === 0
      ? []
      : [
          '',
          ...firstOf(
            words,
            notable.map(({ path, action }) =>
              words('cli.restore.notable-row', { path, action: words(`action.${action}`) }),
            ),
            Math.max(notableTotal, notable.length),
          ),
        ]),
    '',
    words('cli.restore.preview-nothing'),
  ];
}

export function restoreLines(session: Session, result: RestoreResult): string[] {
  const { words, formats } = session;
  const { files, failures, renamed, notices, undo } = result;
  const some = (count: number) => (count > 0 ? formats.count(count) : undefined);
  return [
    headline(session, result),
    ...labelled([
      [words('cli.label.to'), result.to],
      [words('cli.label.point'), result.setId],
      [words('cli.label.restored'), formats.count(files.restored)],
      [words('cli.label.skipped'), some(files.skipped)],
      [words('cli.label.failed'), some(files.failed)],
      [words('cli.label.renamed'), some(renamed.length)],
      [words('cli.label.time'), formats.seconds(result.seconds)],
    ]),
    ...causeLines(words, failures, {
      sentence: (code) => ({
        sentence: words(`restoreFailure.${code}.sentence`),
        next: words(`restoreFailure.${code}.next`),
      }),
      item: ({ path, lastGoodSet, detail }) => {
        if (lastGoodSet !== undefined) return words('cli.list.earlier-copy', { path, setId: lastGoodSet });
        return detail === undefined ? path : words('cli.list.with-detail', { path, detail });
      },
    }),
    ...(renamed.length === 0
      ? []
      : [
          '',
          words('cli.restore.renamed'),
          ...indented(
            firstOf(
              words,
              renamed.map(({ path, as }) => words('cli.list.renamed', { path, as })),
            ),
          ),
        ]),
    ...notices.flatMap((notice) => ['', words(`notice.${notice}`)]),
    ...(undo ? ['', words('cli.restore.undo', { until: formats.time(undo.until), restore: undo.restore })] : []),
  ];
}

function headline({ words, formats }: Session, { outcome, files, bytes }: RestoreResult): string {
  const counted = { restored: formats.count(files.restored), requested: formats.count(files.requested) };
  if (outcome === 'cancelled') return words('cli.restore.cancelled', counted);
  if (files.restored === 0) return words('cli.restore.nothing');
  if (outcome === 'complete')
    return words('cli.restore.complete', { count: files.restored, bytes: formats.bytes(bytes) });
  return words(outcome === 'incomplete' ? 'cli.restore.incomplete' : 'cli.restore.failed', counted);
}
