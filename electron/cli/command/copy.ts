import type { CopyResult } from '../../contract/index.ts';
import { lockText } from '../../words/index.ts';
import type { Verb } from '../command-spec.ts';
import { copyExit } from '../exit-code.ts';
import { credentialsOf, resolvePlace } from '../places.ts';
import type { Session } from '../session.ts';
import { indented, table } from '../text/table.ts';

/** With a place: makes it one of the plan's first. */
export const copy: Verb = async (session, { args: [plan = ''], options }) => {
  const engine = await session.engine();
  const place = options.text('to-vault');
  const remove = options.text('forget');
  const { id, name } = await engine.planShow(plan);
  if (remove !== undefined) {
    await engine.copyRemove(id, remove);
    const lines = () => [session.words('copy.removed', { plan: name, copy: remove })];
    return { document: await engine.planShow(id), exit: 0, quiet: [], lines };
  }
  const keep = options.text('keep');
  const called = options.text('name');
  let added: string | undefined;
  if (place !== undefined) {
    const made = await engine.copyAdd({
      plan: id,
      place: resolvePlace(session.cwd, place),
      failover: options.flag('failover'),
      ...(called === undefined ? {} : { name: called }),
      ...(keep === undefined || keep === 'all' ? {} : { keep }),
      ...credentialsOf(session, options),
    });
    added = made.copy;
  }
  const only = added === undefined ? {} : { copy: added };
  const result = await engine.copy({ plan: id, ...only }, await session.control());
  return { document: result, exit: copyExit(result), quiet: [], lines: () => copyLines(session, name, result) };
};

function copyLines(session: Session, plan: string, { copies, broughtHome, outcome }: CopyResult): string[] {
  const { words, formats } = session;
  if (copies.length === 0 && broughtHome === 0) return [words('copy.none', { plan })];
  const failures = copies.flatMap(({ name, failure }) => (failure ? [{ name, failure }] : []));
  return [
    words(outcome === 'complete' ? 'copy.complete' : 'copy.incomplete', { plan }),
    ...(broughtHome > 0 ? [words('copy.brought-home', { count: broughtHome })] : []),
    ...(copies.length === 0
      ? []
      : [
          '',
          ...table(
            [
              { head: words('copy.head-place') },
              { head: words('copy.head-copied'), align: 'right' },
              { head: words('copy.head-there'), align: 'right' },
              { head: words('copy.head-missing'), align: 'right' },
              { head: words('copy.head-bytes'), align: 'right' },
            ],
            copies.map(({ name, copied, there, missing, bytes }) => [
              name,
              formats.count(copied),
              formats.count(there),
              formats.count(missing),
              formats.bytes(bytes),
            ]),
          ),
        ]),
    ...copies.flatMap(({ name, lock }) =>
      lock ? ['', `${name}:`, ...indented([lockText(words, lock, formats)])] : [],
    ),
    ...failures.flatMap(({ name, failure }) => [
      '',
      `${name}:`,
      ...indented([words.failure(failure).sentence, words.failure(failure).next]),
    ]),
  ];
}
