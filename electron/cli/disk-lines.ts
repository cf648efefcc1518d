import type { Plan, PlanPlace } from '../contract/index.ts';
import type { Session } from './session.ts';
import { table } from './text/table.ts';

type Speech = Pick<Session, 'words' | 'formats'>;

/** As people call it, else as its volume is called, else where it was. */
export function shownPlace({ name, volume, place }: Pick<PlanPlace, 'name' | 'volume' | 'place'>): string {
  return name || volume || place;
}

export function diskTable({ words, formats }: Speech, { places }: Plan): string[] {
  const time = (at: string | undefined): string => (at === undefined ? words('disk.never') : formats.time(at));
  return table(
    [
      { head: words('disk.head.name') },
      { head: words('disk.head.connected') },
      { head: words('disk.head.used') },
      { head: words('disk.head.good') },
      { head: words('disk.head.points'), align: 'right' },
      { head: words('disk.head.place') },
    ],
    places.map((place) => [
      place.name || words('disk.unnamed'),
      place.connected === undefined ? words('disk.unknown') : words(place.connected ? 'disk.is-here' : 'disk.is-away'),
      time(place.usedAt),
      time(place.lastGoodAt),
      formats.count(place.points),
      place.place,
    ]),
  );
}

/** Which disk each copy is of, and which disks have none; nothing for a plan without copies. */
function copiedLines({ words }: Pick<Speech, 'words'>, { places, copies = [] }: Plan): string[] {
  if (copies.length === 0) return [];
  const disks = places.filter(({ role }) => role === 'rotation');
  const of = copies.flatMap(({ name, disk }) => {
    const place = disks.find(({ vaultId }) => vaultId === disk);
    return place ? [words('disk.copy-of', { copy: name, name: shownPlace(place) })] : [];
  });
  const bare = disks.filter(({ vaultId }) => !copies.some(({ disk }) => disk === vaultId));
  return [...of, ...bare.map((place) => words('disk.no-copy', { name: shownPlace(place) }))];
}

/** Disks that a change of the passphrase has not reached. */
export function oldPassphraseLines({ words }: Pick<Speech, 'words'>, { places }: Plan): string[] {
  return places
    .filter(({ oldPassphrase }) => oldPassphrase)
    .map((place) => words('disk.old-passphrase', { name: shownPlace(place) }));
}

/** What to plug in next, and which disks have been away for too long; nothing for a plan without disks that take turns. */
export function turnLines({ words, formats }: Speech, plan: Plan): string[] {
  const { places, nextDisk } = plan;
  const next = places.find(({ vaultId }) => vaultId === nextDisk);
  if (!next) return [];
  const name = shownPlace(next);
  const nextLine = next.connected
    ? words('disk.is-next', { name })
    : next.usedAt === undefined
      ? words('disk.next', { name })
      : words('disk.next-used', { name, at: formats.time(next.usedAt) });
  const away = places.filter(({ awayTooLong }) => awayTooLong);
  return [
    nextLine,
    ...away.map((place) =>
      place.usedAt === undefined
        ? words('disk.away-never', { name: shownPlace(place) })
        : words('disk.away-too-long', { name: shownPlace(place), at: formats.time(place.usedAt) }),
    ),
    ...copiedLines({ words }, plan),
    ...oldPassphraseLines({ words }, plan),
  ];
}
