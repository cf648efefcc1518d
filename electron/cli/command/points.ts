import type { Verb } from '../command-spec.ts';
import type { Plan, Point } from '../../contract/index.ts';
import type { Session } from '../session.ts';
import { shownPlace } from '../disk-lines.ts';
import { table } from '../text/table.ts';

export const points: Verb = async (session, { args: [wanted = ''] }) => {
  const engine = await session.engine();
  const { id, name, places } = await engine.planShow(wanted);
  const found = await engine.points(id);
  return { document: found, exit: 0, lines: () => pointLines(session, { name, places }, found) };
};

function pointLines(
  { words, formats }: Session,
  { name: plan, places }: Pick<Plan, 'name' | 'places'>,
  found: readonly Point[],
): string[] {
  const isSpread = places.filter(({ role }) => role === 'rotation').length > 1;
  const isCopied = found.some(({ copies }) => copies !== undefined);
  if (found.length === 0) return [words('cli.points.none', { plan })];
  return [
    words('cli.points.summary', { plan, count: found.length }),
    '',
    ...table(
      [
        { head: words('cli.head.at') },
        { head: words('cli.head.kind') },
        { head: words('cli.head.outcome') },
        { head: words('cli.head.gaps'), align: 'right' },
        { head: words('cli.head.files'), align: 'right' },
        { head: words('cli.head.size'), align: 'right' },
        { head: words('cli.head.stored'), align: 'right' },
        { head: words('cli.head.read-back') },
        ...(isCopied ? [{ head: words('cli.head.copies') }] : []),
        ...(isSpread ? [{ head: words('cli.head.disk') }] : []),
        { head: words('cli.head.id') },
      ],
      found
        .toReversed()
        .map((point) => [
          formats.time(point.at),
          point.madeFrom === undefined
            ? words(`kind.${point.kind}`)
            : words('cli.value.kind-made', { kind: words(`kind.${point.kind}`) }),
          words(`outcome.${point.outcome}`),
          point.gaps === 0 ? '' : formats.count(point.gaps),
          formats.count(point.files),
          formats.bytes(point.bytes),
          formats.bytes(point.storedBytes),
          words(point.verified ? 'cli.value.yes' : 'cli.value.no'),
          ...(isCopied ? [point.copies ? words('copy.good-of', point.copies) : ''] : []),
          ...(isSpread ? [diskOf(places, point, words)] : []),
          point.setId,
        ]),
    ),
  ];
}

/** Where it is, and whether that has to be plugged in first. */
function diskOf(places: Plan['places'], { vaultId }: Point, words: Session['words']): string {
  const place = places.find((each) => each.vaultId === vaultId);
  if (!place) return '';
  const name = shownPlace(place);
  return place.connected === false ? words('disk.plug-in-to-restore', { name }) : name;
}
