import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Catalogue, Lease, setAside, State } from '../../../../electron/engine/catalogue/index.ts';
import { SET_A } from '../../../format/sample-entries.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'strongroom-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const coded = (code: string): unknown => expect.objectContaining({ code });

describe('lease of a plan', () => {
  it('is held by one at a time, and says who has it', () => {
    const task = { verb: 'prune', plan: 'Accounts', by: 'schedule' } as const;
    const lease = Lease.take(home, 'plan22222222', task);

    expect(() => Lease.take(home, 'plan22222222', { ...task, verb: 'backup', by: 'window' })).toThrow(
      expect.objectContaining({
        code: 'busy',
        subject: 'Accounts',
        detail: `pid ${process.pid}`,
        holder: { ...task, since: expect.stringMatching(/Z$/), user: userInfo().username, computer: hostname() },
      }),
    );

    lease.release();
    Lease.take(home, 'plan22222222').release();
  });

  it('is refused also where what it was taken for cannot be read', () => {
    const lease = Lease.take(home, 'plan22222222', { verb: 'backup', plan: 'Accounts' });
    writeFileSync(join(home, 'leases/plan22222222.txt'), 'pid 4');

    expect(() => Lease.take(home, 'plan22222222', { verb: 'prune', plan: 'Accounts' })).toThrow(
      expect.objectContaining({ code: 'busy', subject: 'Accounts', holder: undefined }),
    );
    lease.release();
  });

  it('of another plan is another', () => {
    const leases = ['one222222222', 'two222222222'].map((plan) => Lease.take(home, plan));

    expect(leases.length).toBe(2);
    for (const lease of leases) lease.release();
  });

  it('is free again after its holder was killed', async () => {
    const door = join(import.meta.dirname, '../../../../electron/engine/catalogue/index.ts');
    const script = `import { Lease } from ${JSON.stringify(door)}; Lease.take(process.argv[1], 'plan22222222'); console.log('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script, home], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');

    expect(() => Lease.take(home, 'plan22222222')).toThrow(
      expect.objectContaining({ code: 'busy', detail: `pid ${holder.pid}` }),
    );

    holder.kill('SIGKILL');
    await once(holder, 'exit');
    Lease.take(home, 'plan22222222').release();
  });

  it('does not stay taken for ever by a damaged file', () => {
    mkdirSync(join(home, 'leases'));
    writeFileSync(
      join(home, 'leases/plan22222222.db'),
      'this is no database, and it is longer than its header would be'.repeat(20),
    );

    const lease = Lease.take(home, 'plan22222222');

    expect(() => Lease.take(home, 'plan22222222')).toThrow(coded('busy'));
    lease.release();
  });
});

describe.each([
  ['state', (path: string): { close(): void } => State.open(path)],
  ['catalogue', (path: string): { close(): void } => Catalogue.open(path)],
] as const)('database of the %s', (_, open) => {
  const path = (): string => join(home, 'some.db');

  function change(sql: string): void {
    const db = new Database(path());
    db.exec(sql);
    db.close();
  }

  it('opens again what it made', () => {
    open(path()).close();
    open(path()).close();

    expect(readdirSync(home)).toEqual(['some.db']);
  });

  it('leaves one of a newer program alone', () => {
    open(path()).close();
    change('PRAGMA user_version = 99');

    expect(() => open(path())).toThrow(coded('home-newer'));
  });

  it("takes no other program's database for its own", () => {
    change('CREATE TABLE theirs (x)');

    expect(() => open(path())).toThrow(coded('state-damaged'));
  });

  it('takes no database of ours for the other kind', () => {
    open(path()).close();
    change('PRAGMA application_id = 1');

    expect(() => open(path())).toThrow(coded('state-damaged'));
  });

  it.each([
    ['text', 'not a database at all, but long enough to look'.repeat(100)],
    ['zeros', '\0'.repeat(8192)],
  ])('says that it is damaged when it is %s', (_, content) => {
    writeFileSync(path(), content);

    expect(() => open(path())).toThrow(coded('state-damaged'));
  });

  it('says that its folder cannot be used', () => {
    writeFileSync(join(home, 'file'), '');

    expect(() => open(join(home, 'file/some.db'))).toThrow(coded('home-unusable'));
  });
});

describe('state', () => {
  it('keeps one id for this computer', () => {
    const first = State.open(join(home, 'state.db'));
    const { id } = first.machine;
    first.close();
    const second = State.open(join(home, 'state.db'));

    expect(second.machine.id).toBe(id);
    second.close();
  });

  it('keeps plans, refuses a second one of the same name, and forgets a removed one', () => {
    const state = State.open(join(home, 'state.db'));
    const plan = {
      id: 'plan22222222',
      name: 'Documents',
      sources: [{ path: '/a', label: 'a' }],
      scheme: 'automatic' as const,
      exclude: ['*.tmp'],
      level: 3,
      schedule: '',
      keep: '',
      createdAt: '2026-11-21T06:00:00.000Z',
    };
    state.rememberVault('vault2222222', '/vault');
    state.addPlan(plan, 'vault2222222');

    expect(() => state.addPlan({ ...plan, id: 'other2222222', name: 'DOCUMENTS' }, 'vault2222222')).toThrow(
      coded('plan-name-taken'),
    );
    expect(state.plans()).toMatchObject([{ definition: plan, vaultId: 'vault2222222', vaultPlace: '/vault' }]);
    state.removePlan(plan.id);
    expect(state.plans()).toEqual([]);
    state.close();
  });

  it('closes runs that nobody finished as failed, and knows which sets they began', () => {
    const state = State.open(join(home, 'state.db'));
    const run = state.runs.begin({
      plan: 'plan22222222',
      planName: 'Documents',
      verb: 'backup',
      startedAt: '2026-11-21T06:00:00.000Z',
    });
    state.runs.nameSet(run, 'full', SET_A);

    state.runs.closeBrokenBackups('plan22222222');

    expect([state.runs.lastBackup('plan22222222'), [...state.runs.unfinishedSets('plan22222222')]]).toEqual([
      expect.objectContaining({ outcome: 'failed', failure: { code: 'interrupted' } }),
      [SET_A],
    ]);
    state.close();
  });

  it('remembers damage until it is cleared', () => {
    const state = State.open(join(home, 'state.db'));
    state.recordDamage(SET_A, []);
    const found = [...state.damagedSets()];
    state.clearDamage(SET_A);

    expect([found, [...state.damagedSets()]]).toEqual([[SET_A], []]);
    state.close();
  });
});

describe('damaged database', () => {
  it('is moved out of the way, and kept', () => {
    writeFileSync(join(home, 'catalogue.db'), 'x');
    writeFileSync(join(home, 'catalogue.db-wal'), 'y');

    setAside(join(home, 'catalogue.db'));

    expect(readdirSync(home).map((name) => name.replace(/\.damaged-.*Z/, '.damaged'))).toEqual([
      'catalogue.db.damaged',
      'catalogue.db.damaged-wal',
    ]);
  });
});
