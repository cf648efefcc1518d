import type { RepairResult } from '../../contract/index.ts';
import type { Verb } from '../command-spec.ts';
import { damageLines } from '../damage-lines.ts';
import { repairExit } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { indented } from '../text/table.ts';

export const repair: Verb = async (session, { args: [wanted = ''], options }) => {
  const at = options.text('at');
  const engine = await session.engine();
  const { id, name } = await engine.planShow(wanted);
  const result = await engine.repair({ plan: id, ...(at === undefined ? {} : { at }) }, await session.control());
  return { document: result, exit: repairExit(result), quiet: [], lines: () => repairLines(session, name, result) };
};

function repairLines(session: Session, plan: string, { outcome, places }: RepairResult): string[] {
  const { words } = session;
  const isAnyMended = places.some(({ mended }) => mended.length > 0);
  const isAnyLeft = places.some(({ left }) => left.length > 0);
  const headline = outcome === 'complete' && !isAnyMended ? 'nothing' : outcome === 'skipped' ? 'failed' : outcome;
  return [
    words(`repair.${headline}`, { plan }),
    ...places.flatMap((place) => placeLines(session, place)),
    ...(isAnyLeft ? ['', words('repair.left-next', { plan })] : []),
    ...(isAnyMended ? ['', words('repair.untouched')] : []),
  ];
}

function placeLines(session: Session, place: RepairResult['places'][number]): string[] {
  const { words } = session;
  const { mended, left, checked, failure } = place;
  const name = place.name || place.place;
  if (failure) return ['', `${name}:`, ...indented([words.failure(failure).sentence, words.failure(failure).next])];
  if (mended.length + left.length === 0) return ['', words('repair.place-good', { name, count: checked })];
  return [
    '',
    ...(mended.length > 0
      ? [
          words('repair.place-mended', { name, count: mended.length }),
          ...indented(
            mended.map(({ setId, file, by, from }) => words('repair.beside', { file: `${setId}/${file}`, by, from })),
          ),
        ]
      : []),
    ...(left.length > 0
      ? [words('repair.place-left', { name, count: left.length }), ...indented(damageLines(session, left))]
      : []),
  ];
}
