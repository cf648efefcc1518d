import { describe, expect, it } from 'vitest';
import { run, words } from './run-in-world.ts';

describe('a command line that is wrong', () => {
  it.each([
    ['', 'no command was given'],
    ['plan', 'no command was given'],
    ['bakcup', 'there is no command bakcup; did you mean backup?'],
    ['plan frobnicate', 'there is no command frobnicate'],
    ['backup', '<plan> is missing'],
    ['backup P --knid full', 'there is no option --knid here; did you mean --kind?'],
    ['--nonsense backup P', 'there is no option --nonsense here'],
    ['backup P Q', 'there is one word too many: Q'],
    ['backup P --kind', '--kind <KIND> needs a value'],
    ['backup P --kind weekly', '--kind cannot be weekly; choose one of full, incremental, differential'],
    ['plan add --source a --vault b', '--name <NAME> is missing'],
    ['plan add --name n --vault b', '--source <PATH...> is missing'],
    ['plan add --name n --source a', '--vault <PLACE> is missing'],
    [
      'plan add --name n --source a --vault b --compression 20',
      '--compression cannot be 20; give a number from 1 to 19',
    ],
    ['plan add --name n --source a --vault b --scheme weekly', '--scheme cannot be weekly'],
    ['find x --limit 0', '--limit cannot be 0; give a number from 1 to 1000'],
    ['find x --limit 1e2', '--limit cannot be 1e2'],
    ['restore P', 'name exactly one of --to, --original-place and --zip'],
    ['restore P --to a --zip b', 'name exactly one of'],
    ['restore P --to a --original-place', 'name exactly one of'],
    ['restore P --to --zip=b', '--to needs a value'],
    ['restore P --to a --conflict ask', '--conflict cannot be ask'],
    ['verify P --level all', '--level cannot be all'],
    ['pin --forgotten', 'give --new-pin-file to set one'],
    ['pin --remove --pin-file nowhere', '--pin-file: /home/me/work/nowhere cannot be read'],
    ['plan remove P --pin-file nowhere', '--pin-file: /home/me/work/nowhere cannot be read'],
    ['status --lang de', '--lang cannot be de'],
    ['status --home', '--home <DIR> needs a value'],
  ])('%j is answered with one sentence and exit code 2, and opens nothing', async (line, problem) => {
    const { exit, stdout, stderr, homes } = await run(words(line));

    expect({ exit, stdout, homes }).toEqual({ exit: 2, stdout: '', homes: [] });
    expect(stderr.split('\n')[0]).toContain(problem);
    expect(stderr).toContain('SR-101');
  });

  it('refuses an empty value instead of taking it for the current folder', async () => {
    const { exit, stderr, asked } = await run(['restore', 'P', '--to', '']);

    expect({ exit, asked }).toEqual({ exit: 2, asked: [] });
    expect(stderr).toContain('--to is empty');
  });

  it('is one JSON document on stdout with --json, wherever it stands', async () => {
    for (const argv of [words('--json restore P'), words('restore P --json'), words('restore --json P')]) {
      const { exit, stdout, stderr } = await run(argv);

      expect({ exit, stderr }).toEqual({ exit: 2, stderr: '' });
      expect(JSON.parse(stdout)).toEqual({
        error: {
          code: 'usage',
          phone: 'SR-101',
          sentence: 'This command was not understood (name exactly one of --to, --original-place and --zip).',
          next: 'Add --help to the command to see how it is written.',
          detail: 'name exactly one of --to, --original-place and --zip',
        },
      });
    }
  });

  it('is answered in the language that was asked for', async () => {
    const asked = await run(words('--lang zh-CN backup'));
    const environment = await run(['backup'], { env: { LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' } });

    expect(asked.stderr).toContain('缺少 <plan>');
    expect(environment.stderr).toEqual(asked.stderr);
  });
});

describe('what is not there yet', () => {
  it.each(['drill P'])('%s says so with exit code 2 and does nothing', async (line) => {
    const { exit, stdout, stderr, homes } = await run(words(line));

    expect({ exit, stdout, homes }).toEqual({ exit: 2, stdout: '', homes: [] });
    expect(stderr).toContain('not part of this version yet');
    expect(stderr).toContain('SR-102');
  });
});
