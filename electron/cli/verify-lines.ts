import type { Damage, Mended, VerifyResult } from '../contract/index.ts';
import { firstOf } from './cause-list.ts';
import { damageLines } from './damage-lines.ts';
import type { Session } from './session.ts';
import { indented, labelled, table } from './text/table.ts';

export function verifyLines(session: Session, plan: string, result: VerifyResult): string[] {
  const { words, formats } = session;
  const { points, vault, ignored } = result;
  const isDamaged = vault.length > 0 || points.some((point) => isHurt(point));
  return [
    headline(session, result),
    words('cli.verify.level', { level: words(`level.${result.level}`) }),
    ...labelled([
      [words('cli.label.bytes-read'), formats.bytes(result.bytesRead)],
      [words('cli.label.not-read'), formats.bytes(result.bytesNotRead)],
      [words('cli.label.time'), formats.seconds(result.seconds)],
    ]),
    ...pointTable(session, points),
    ...damageSection(session, words('cli.verify.vault-head'), vault),
    ...points.flatMap(({ setId, at, damage }) =>
      damageSection(
        session,
        words('cli.verify.point-head', { setId, at: at === undefined ? '?' : formats.time(at) }),
        damage,
      ),
    ),
    ...(isDamaged ? ['', words('cli.verify.next', { plan })] : []),
    ...mendedLines(session, result.mended ?? []),
    ...(ignored.length === 0
      ? []
      : ['', words('cli.verify.ignored', { count: ignored.length }), ...indented(firstOf(words, ignored))]),
  ];
}

function headline({ words, formats }: Session, { outcome, vault, points }: VerifyResult): string {
  const damaged = points.filter((point) => isHurt(point)).length;
  if (damaged > 0)
    return words('cli.verify.damaged', { damaged: formats.count(damaged), checked: formats.count(points.length) });
  if (vault.length > 0) return words('cli.verify.vault-damaged');
  if (outcome === 'cancelled') return words('cli.verify.cancelled');
  return points.length === 0 ? words('cli.verify.none') : words('cli.verify.good', { count: points.length });
}

function pointTable({ words, formats }: Session, points: VerifyResult['points']): string[] {
  if (points.length === 0) return [];
  return [
    '',
    ...table(
      [{ head: words('cli.head.at') }, { head: words('cli.head.state') }, { head: words('cli.head.point') }],
      points.map((point) => [
        point.at === undefined ? '' : formats.time(point.at),
        words(isHurt(point) ? 'cli.verify.point-damaged' : 'cli.verify.point-good'),
        point.setId,
      ]),
    ),
  ];
}

function damageSection(session: Session, head: string, damage: readonly Damage[]): string[] {
  return damage.length === 0 ? [] : ['', head, ...indented(damageLines(session, damage))];
}

function mendedLines({ words }: Session, mended: readonly Mended[]): string[] {
  if (mended.length === 0) return [];
  const files = mended.map(({ setId, file, by }) => `${setId}/${file} → ${by}`);
  return ['', words('repair.read-instead', { count: mended.length }), ...indented(firstOf(words, files))];
}

function isHurt({ state, damage }: VerifyResult['points'][number]): boolean {
  return state === 'damaged' || damage.length > 0;
}
