import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ErrorCode, zBackupResult, zPlanAdded } from '../../electron/contract/index.ts';
import { makeDocuments, noise } from './cli-documents.ts';
import { addAccounts, expectRefused, setsIn } from './cli-refusals.ts';
import {
  type Bench,
  contentOf,
  documentOf,
  entry,
  madeSet,
  makeBench,
  runProgram,
  zToldFailure,
} from './cli-runner.ts';

let bench: Bench;
let documents: string;

beforeEach(() => {
  bench = makeBench();
  documents = bench.path('Documents');
  makeDocuments(documents);
});
afterEach(() => bench.remove());

const addPlan = (...more: string[]) => addAccounts(bench, ...more);
const refused = (exit: number, code: ErrorCode, ...args: string[]) => expectRefused(bench, { exit, code, args });

describe('a source', () => {
  it('that is missing is refused, and neither plan nor vault is made', async () => {
    await refused(
      2,
      'source-missing',
      'plan',
      'add',
      '--name',
      'A',
      '--source',
      bench.path('nowhere'),
      '--vault',
      bench.vault,
    );

    expect(existsSync(bench.vault)).toBe(false);
    expect(await bench.planList(0)).toEqual([]);
  });

  it('that lies in the vault is refused', async () => {
    await addPlan();

    await refused(
      2,
      'source-is-vault',
      'plan',
      'add',
      '--name',
      'B',
      '--source',
      bench.path('vault'),
      '--vault',
      bench.vault,
    );
  });

  it('that has gone fails the run, and the earlier points stay', async () => {
    await addPlan();
    const { setId } = await bench.backup(0, 'Accounts');
    renameSync(documents, bench.path('elsewhere'));

    await refused(1, 'sources-unavailable', 'backup', 'Accounts');

    expect((await bench.points(0, 'Accounts')).map((point) => point.setId)).toEqual([setId]);
    expect(await bench.planShow(0, 'Accounts')).toMatchObject({ state: 'failing' });
    expect(setsIn(bench.vault)).toHaveLength(1);
    await bench.verify(0, 'Accounts', '--level', 'deep');
  });

  it('that has gone beside another makes the run incomplete, and what was saved of it can still be restored', async () => {
    const pictures = bench.path('Pictures');
    mkdirSync(pictures);
    writeFileSync(join(pictures, 'cat.jpg'), noise(5000, 3));
    await addPlan(pictures);
    await bench.planAdd(0, '--name', 'Both', '--source', documents, pictures, '--vault', bench.vault);
    const setId = madeSet(await bench.backup(0, 'Both'));
    renameSync(pictures, bench.path('elsewhere'));

    const result = await bench.backup(3, 'Both');

    expect(result).toMatchObject({
      outcome: 'incomplete',
      gaps: [
        { path: 'Pictures', code: 'source-missing', lastGoodSet: setId },
        { path: 'Pictures/cat.jpg', code: 'source-missing', lastGoodSet: setId },
      ],
    });
    await bench.restore(0, 'Both', '--at', setId, '--path', 'Pictures', '--to', bench.path('out'));
    expect(readFileSync(bench.path('out', 'Pictures', 'cat.jpg'))).toEqual(noise(5000, 3));
  });
});

describe.skipIf(process.getuid?.() !== 0)('what may not be read', () => {
  const nobody = 65534;
  const asNobody = (...args: string[]) =>
    runProgram(process.execPath, [entry, '--home', bench.home, '--json', ...args], bench.folder, nobody);
  const addPlan = () => asNobody('plan', 'add', '--name', 'Accounts', '--source', documents, '--vault', bench.vault);
  beforeEach(() => {
    chmodSync(bench.folder, 0o755);
    for (const name of ['home', 'vault']) {
      mkdirSync(bench.path(name));
      chownSync(bench.path(name), nobody, nobody);
    }
  });

  it('becomes a gap of an incomplete run', async () => {
    documentOf(zPlanAdded, 0, await addPlan());
    chmodSync(join(documents, 'letters', 'a.txt'), 0o600);
    chmodSync(join(documents, '年度报告'), 0o700);

    const { gaps } = documentOf(zBackupResult, 3, await asNobody('backup', 'Accounts'));

    expect(gaps.map(({ path, code }) => `${path}: ${code}`).toSorted()).toEqual([
      'Documents/letters/a.txt: permission',
      'Documents/run.sh: permission',
      'Documents/年度报告: permission',
    ]);
  });

  it('is refused as a source, and no plan is made', async () => {
    chmodSync(documents, 0o700);

    const { error } = documentOf(zToldFailure, 2, await addPlan());

    expect(error).toMatchObject({ code: 'source-missing', subject: documents });
    expect(readdirSync(bench.vault)).toEqual([]);
  });
});

describe('a plan', () => {
  it('with a name that is taken is refused, whatever its capitals', async () => {
    await addPlan();
    const before = contentOf(bench.vault);

    await refused(
      2,
      'plan-name-taken',
      'plan',
      'add',
      '--name',
      'ACCOUNTS',
      '--source',
      documents,
      '--vault',
      bench.path('second'),
    );

    expect(existsSync(bench.path('second'))).toBe(false);
    expect(contentOf(bench.vault)).toEqual(before);
    expect(await bench.planList(0)).toHaveLength(1);
  });

  it.each([['two\nlines'], ['turned\u202Earound'], ['x'.repeat(300)], ['  ']])(
    'with the name %j is refused',
    async (name) => {
      await refused(
        2,
        'plan-name-invalid',
        'plan',
        'add',
        '--name',
        name,
        '--source',
        documents,
        '--vault',
        bench.vault,
      );

      expect(existsSync(bench.vault)).toBe(false);
    },
  );

  it('that does not exist is refused by every command', async () => {
    for (const line of [
      'plan show X',
      'plan remove X',
      'backup X',
      'points X',
      'files X',
      'verify X',
      'restore X --to out',
      'find a --plan X',
    ]) {
      await refused(2, 'plan-unknown', ...line.split(' '));
    }
    expect(existsSync(bench.path('out'))).toBe(false);
  });

  it('without a point says so', async () => {
    await addPlan();

    await refused(2, 'no-points', 'files', 'Accounts');
    await refused(2, 'no-points', 'restore', 'Accounts', '--to', 'out');
    expect((await bench.run('points', 'Accounts')).stdout).toContain('no recovery point yet');
    expect(existsSync(bench.path('out'))).toBe(false);
  });

  it('with a rule that cannot be understood is refused', async () => {
    await refused(
      2,
      'exclude-invalid',
      'plan',
      'add',
      '--name',
      'A',
      '--source',
      documents,
      '--vault',
      bench.vault,
      '--exclude',
      '[',
    );

    expect(existsSync(bench.vault)).toBe(false);
  });
});

describe('a command line that is wrong', () => {
  it.each([
    ['backup Accounts --nonsense'],
    ['frobnicate'],
    ['backup'],
    ['restore Accounts'],
    ['backup Accounts --kind weekly'],
    ['plan add --name X'],
  ])('(%s) is refused, and the data folder is not even made', async (line) => {
    await refused(2, 'usage', ...line.split(' '));

    expect(existsSync(bench.home)).toBe(false);
  });

  it.each([['drill Accounts']])('(%s) is not yet there', async (line) => {
    await refused(2, 'not-yet', ...line.split(' '));

    expect([existsSync(bench.home), existsSync(bench.vault)]).toEqual([false, false]);
  });
});
