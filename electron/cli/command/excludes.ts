import type { Words } from '../../words/index.ts';
import type { Verb } from '../command-spec.ts';
import { table } from '../text/table.ts';

export const excludes: Verb = async ({ words, engine }) => {
  const rules = (await engine()).builtinExcludes();
  return {
    document: rules,
    exit: 0,
    lines: () => [
      words('cli.excludes.head'),
      '',
      ...table(
        [{ head: words('cli.head.pattern') }, { head: words('cli.head.why') }],
        rules.map(({ pattern, why }) => [pattern, reason(words, why)]),
      ),
      '',
      words('cli.excludes.foot'),
    ],
  };
};

/** The contract leaves the reason open; one without a sentence is shown as it is. */
function reason(words: Words, why: string): string {
  const key = `exclude.${why}`;
  return words.i18n.exists(key) ? words.i18n.t(key) : why;
}
