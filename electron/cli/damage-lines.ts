import type { Damage } from '../contract/index.ts';
import { firstOf } from './cause-list.ts';
import type { Session } from './session.ts';
import { indented } from './text/table.ts';

/** Each damage with the stored file it is in, and the files of the recovery point that it costs. */
export function damageLines({ words }: Pick<Session, 'words'>, damage: readonly Damage[]): string[] {
  return damage.flatMap((found) => {
    const { paths = [], pathCount = paths.length } = found;
    const said = words(`damage.${found.code}`);
    const line = placed(words, said, found);
    if (pathCount === 0) return [line];
    return [
      line,
      ...indented([words('cli.verify.paths', { count: pathCount }), ...indented(firstOf(words, paths, pathCount))]),
    ];
  });
}

function placed(words: Session['words'], damage: string, { setId, file, detail }: Damage): string {
  const place = [setId, file].filter((part) => part !== undefined).join('/');
  const told = place === '' ? damage : words('cli.verify.row-place', { damage, place });
  return detail === undefined ? told : words('cli.list.with-detail', { path: told, detail });
}
