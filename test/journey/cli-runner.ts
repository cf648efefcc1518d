import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { pidsBelow } from '../support/own-servers.ts';
import {
  type BackupResult,
  zBackupResult,
  zFailure,
  zFilePage,
  zFindResult,
  zPlan,
  zPlanAdded,
  zPoint,
  zRestorePreview,
  zRestoreResult,
  zStatus,
  zVaultOpened,
  zVerifyResult,
} from '../../electron/contract/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = join(root, 'dist', 'engine', 'cli.mjs');
const source = join(root, 'electron', 'cli', 'entry.ts');

/** What `npm test` has built; `STRONGROOM_TEST_SOURCE=1` runs the sources as they stand. */
export const entry = existsSync(built) && !process.env['STRONGROOM_TEST_SOURCE'] ? built : source;

export interface Said {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Asking<S extends z.ZodType> = (exit: number, ...args: string[]) => Promise<z.output<S>>;

export interface Bench {
  /** Everything of this bench is in here; gone at the end. */
  readonly folder: string;
  readonly home: string;
  readonly vault: string;
  path(...parts: string[]): string;
  /** Runs the real command line with the data folder of this bench. */
  run(...args: string[]): Promise<Said>;
  start(...args: string[]): ChildProcess;
  remove(): void;
  /** These run with --json, expect the exit code, and parse the document with the contract. */
  readonly planAdd: Asking<typeof zPlanAdded>;
  readonly planList: Asking<typeof zPlans>;
  readonly planShow: Asking<typeof zPlan>;
  readonly planRemove: Asking<typeof zRemoved>;
  readonly backup: Asking<typeof zBackupResult>;
  readonly points: Asking<typeof zPoints>;
  readonly files: Asking<typeof zFilePage>;
  readonly find: Asking<typeof zFindResult>;
  readonly restore: Asking<typeof zRestoreResult>;
  readonly preview: Asking<typeof zRestorePreview>;
  readonly verify: Asking<typeof zVerifyResult>;
  readonly vaultOpen: Asking<typeof zVaultOpened>;
  readonly status: Asking<typeof zStatus>;
  readonly error: Asking<typeof zToldFailure>;
}

const zPlans = z.array(zPlan);
const zRemoved = z.object({ id: z.string(), name: z.string(), vault: z.string() });
const zPoints = z.array(zPoint);
export const zToldFailure = z.object({
  error: zFailure.extend({ phone: z.string().regex(/^SR-\d{3}$/), sentence: z.string(), next: z.string() }),
});

const environment = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/** `env`: what its programs find beside the usual. */
export function makeBench(env: Readonly<Record<string, string>> = {}): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-cli-'));
  const path = (...parts: string[]) => join(folder, ...parts);
  const home = path('home');
  const argv = (args: readonly string[]) => [entry, '--home', home, ...args];
  const run = (...args: string[]): Promise<Said> => runProgram(process.execPath, argv(args), folder, undefined, env);
  const asking =
    <S extends z.ZodType>(schema: S, ...command: string[]): Asking<S> =>
    async (exit, ...args) =>
      documentOf(schema, exit, await run('--json', ...command, ...args));
  return {
    folder,
    home,
    vault: path('vault'),
    path,
    run,
    start: (...args) =>
      spawn(process.execPath, argv(args), { cwd: folder, env: { ...environment, ...env }, stdio: 'ignore' }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
    planAdd: asking(zPlanAdded, 'plan', 'add'),
    planList: asking(zPlans, 'plan', 'list'),
    planShow: asking(zPlan, 'plan', 'show'),
    planRemove: asking(zRemoved, 'plan', 'remove'),
    backup: asking(zBackupResult, 'backup'),
    points: asking(zPoints, 'points'),
    files: asking(zFilePage, 'files'),
    find: asking(zFindResult, 'find'),
    restore: asking(zRestoreResult, 'restore'),
    preview: asking(zRestorePreview, 'restore', '--preview'),
    verify: asking(zVerifyResult, 'verify'),
    vaultOpen: asking(zVaultOpened, 'vault', 'open'),
    status: asking(zStatus, 'status'),
    error: asking(zToldFailure),
  };
}

/** The process that works for a command line that waits for it: killing that one is what a crash would be. */
export async function workerOf(waiting: ChildProcess): Promise<number> {
  for (;;) {
    const [, worker] = pidsBelow(waiting.pid);
    if (worker !== undefined) return worker;
    if (waiting.exitCode !== null) throw new Error('it has ended');
    await wait(5);
  }
}

/** A plan of the folder `Books` of a bench, with a vault of its own. */
export function addBooks(bench: Bench, name: string, ...more: string[]): ReturnType<Bench['planAdd']> {
  const places = ['--source', bench.path('Books'), '--vault', bench.path('vault', name)];
  return bench.planAdd(0, '--name', name, ...places, ...more);
}

/** As if the computer had been off for so long: what was due meanwhile is to be made up for. Of one plan, or of all. */
export function offFor(minutes: number, home: string, plan?: string): void {
  const db = new Database(join(home, 'state.db'));
  const since = new Date(Date.now() - minutes * 60_000).toISOString();
  const which = plan === undefined ? '' : ' WHERE name = $plan';
  const given = plan === undefined ? {} : { plan };
  db.prepare(`UPDATE plans SET dealt_until = $since${which}`).run({ since, ...given });
  db.prepare(`DELETE FROM due_runs WHERE state = 'next' AND plan IN (SELECT id FROM plans${which})`).run(given);
  db.close();
}

/** The set that a run made. */
export function madeSet({ setId }: BackupResult): string {
  if (setId === null) throw new Error('no set was made');
  return setId;
}

/** The one document on stdout; a field that the contract does not name is as wrong as one that is missing. */
export function documentOf<S extends z.ZodType>(schema: S, exit: number, said: Said): z.output<S> {
  const parsed = said.exit === exit && said.stderr === '' ? schema.safeParse(JSON.parse(said.stdout)) : undefined;
  if (parsed?.success && isDeepStrictEqual(parsed.data, JSON.parse(said.stdout))) return parsed.data;
  throw new Error(`exit ${said.exit}, expected ${exit}\n${said.stdout}${said.stderr}${parsed?.error?.message ?? ''}`);
}

export function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  uid?: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  return new Promise((done) => {
    const options = {
      cwd,
      env: { ...environment, ...env },
      maxBuffer: 64 * 1024 * 1024,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    };
    const child = execFile(program, args, options, (_error, stdout, stderr) => {
      done({ exit: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.once('exit', (code) => done(code));
  });
}

/** What stands below a folder: kind, mode, time to the microsecond, content or target of each entry. */
export function treeOf(folder: string, prefix = ''): Record<string, string> {
  const names = readdirSync(join(folder, prefix)).sort();
  return Object.assign(
    {},
    ...names.map((name) => {
      const path = prefix === '' ? name : `${prefix}/${name}`;
      const at = join(folder, path);
      const stat = lstatSync(at, { bigint: true });
      const mode = (Number(stat.mode) & 0o7777).toString(8);
      if (stat.isSymbolicLink()) return { [path]: `link ${readlinkSync(at)}` };
      if (stat.isDirectory()) return { [path]: `folder ${mode} ${stat.mtimeNs / 1000n}`, ...treeOf(folder, path) };
      return { [path]: `file ${mode} ${stat.mtimeNs / 1000n} ${digest(readFileSync(at))}` };
    }),
  );
}

/** Every file below a folder with the hash of its content: to show that nothing in it was touched. */
export function contentOf(folder: string): Record<string, string> {
  return existsSync(folder) ? treeOf(folder) : {};
}

export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

export function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
