import type { Plan } from '../../electron/contract/index.ts';
import { joined } from './restore-place.ts';

/** Where the folders of another computer's plan are on this one, by their label. */
export type NewPlaces = Readonly<Record<string, string>>;

/** The part of a path below somebody's own folder on Windows, Linux or macOS; undefined where it is not below one. */
export function belowProfile(path: string): string[] | undefined {
  const windows = /^[A-Za-z]:[\\/]Users[\\/]([^\\/]+)[\\/](.+)$/i.exec(path);
  const posix = /^\/(?:home|Users)\/([^/]+)\/(.+)$/.exec(path);
  const [, owner, rest] = windows ?? posix ?? [];
  // What is for everybody has no owner to move to.
  if (rest === undefined || /^(?:public|shared|default)$/i.test(owner ?? '')) return undefined;
  return rest.split(windows ? /[\\/]+/ : /\/+/).filter((part) => part !== '');
}

/** For each folder of the old profile its like in the new one. For others nothing is guessed. */
export function suggestedPlaces(plan: Pick<Plan, 'sources'>, home: string): NewPlaces {
  return Object.fromEntries(
    plan.sources.flatMap(({ label, path }) => {
      const below = belowProfile(path);
      return below ? [[label, joined(home, below)]] : [];
    }),
  );
}

/** As a restore asks for it; undefined while a folder that is needed has no place yet. */
export function mapOf(
  plan: Pick<Plan, 'sources'>,
  places: NewPlaces,
  paths: readonly string[],
): { from: string; to: string }[] | undefined {
  const wanted = new Set(paths.map((path) => path.split('/', 1)[0]));
  const needed = plan.sources.filter(({ label }) => paths.length === 0 || wanted.has(label));
  const map = needed.flatMap(({ label, path }) => {
    const to = places[label];
    return to === undefined ? [] : [{ from: path, to }];
  });
  return map.length === needed.length ? map : undefined;
}
