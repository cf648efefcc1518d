import { readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { arch, cpus, homedir, hostname, release, totalmem, userInfo } from 'node:os';
import { join } from 'node:path';
import {
  APP_VERSION,
  CONTRACT_VERSION,
  type Diagnostics,
  type Plan,
  type Run,
  type Status,
} from '../../contract/index.ts';
import { EngineError, errnoOf } from '../base/index.ts';
import { writeTextZip } from './diagnostics-zip.ts';
import { type KnownName, placeKind, Redaction } from './redaction.ts';

/** Answers as far as there is an answer: a bundle is needed most where the engine does not even open. */
export interface DiagnosticsFacts {
  readonly home: string;
  readonly status: () => Promise<Status>;
  readonly runs: () => Promise<readonly Run[]>;
}

const MOST_LOG_CHARACTERS = 2_000_000;
const LOG_NAME = /^strongroom(\.\d+)?\.log$/;

/**
 * What somebody who helps needs to know, without names, paths or contents. `preview` gives the texts and writes nothing.
 * Throws EngineError `usage` where there is neither a file nor a preview, and what `writeTextZip` throws.
 */
export async function makeDiagnostics(
  facts: DiagnosticsFacts,
  { to, preview }: { readonly to?: string | undefined; readonly preview: boolean },
): Promise<Diagnostics> {
  if (!preview && to === undefined) throw new EngineError('usage', { subject: 'to' });
  const status = await attempt(facts.status);
  const runs = await attempt(facts.runs);
  const plans = status.value?.plans ?? [];
  const redaction = new Redaction(knownNames(facts.home, plans));
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const texts = [
    { name: 'about.json', text: json(about(facts.home, status)) },
    { name: 'plans.json', text: json(status.value ? plans.map(planFacts) : { failed: status.failed }) },
    { name: 'runs.json', text: json(runs.value?.map((run) => runFacts(run, redaction)) ?? { failed: runs.failed }) },
    { name: 'settings.json', text: json(settings(facts.home)) },
    ...logs(facts.home, redaction),
  ];
  if (!preview && to !== undefined) await writeTextZip(to, texts);
  const entries = texts.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text), text }));
  return { ...(!preview && to !== undefined && { path: to }), entries };
}

interface Attempt<T> {
  readonly value?: T;
  /** The code of the failure. */
  readonly failed?: string;
}

async function attempt<T>(ask: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { failed: error instanceof EngineError ? error.code : `internal ${errnoOf(error)}` };
  }
}

function about(home: string, status: Attempt<Status>): object {
  const size = (name: string) => statSync(join(home, name), { throwIfNoEntry: false })?.size ?? null;
  return {
    madeAt: new Date().toISOString(),
    version: APP_VERSION,
    contract: CONTRACT_VERSION,
    node: process.version,
    system: `${process.platform} ${release()} ${arch()}`,
    processors: cpus().length,
    memoryBytes: totalmem(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    engine: status.value ? 'open' : status.failed,
    catalogueRebuilt: status.value?.catalogueRebuilt ?? null,
    dataFolder: placeKind(home),
    stateBytes: size('state.db'),
    catalogueBytes: size('catalogue.db'),
    freeBytes: freeBytes(home),
  };
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function planFacts(plan: Plan, index: number): object {
  const { id, state, origin, scheme, level, schedule, nextRunAt, pausedSince, createdAt, lastGoodAt, lastRun } = plan;
  return {
    plan: `<plan ${index + 1}>`,
    id,
    state,
    origin,
    scheme,
    level,
    schedule,
    nextRunAt,
    pausedSince,
    createdAt,
    lastGoodAt,
    writtenAt: plan.writtenAt,
    isSameDisk: plan.isSameDisk,
    gaps: plan.gaps,
    newestDamaged: plan.newestDamaged?.setId,
    sources: plan.sources.map(({ path }) => placeKind(path)),
    vault: placeKind(plan.vault),
    vaultId: plan.vaultId,
    excludes: plan.exclude.length,
    lastRun: lastRun && { outcome: lastRun.outcome, endedAt: lastRun.endedAt, code: lastRun.failure?.code },
  };
}

function runFacts(run: Run, redaction: Redaction): object {
  const { planName: _name, to, failure, undo, ...facts } = run;
  return {
    ...facts,
    ...(to !== undefined && { to: placeKind(to) }),
    ...(failure && {
      failure: { code: failure.code, ...(failure.detail !== undefined && { detail: redaction.text(failure.detail) }) },
    }),
    ...(undo && { undo: { until: undo.until, replaced: undo.replaced } }),
  };
}

/** The window's settings: choices and numbers. A text that is no choice of ours is left out. */
function settings(home: string): unknown {
  const shown = (value: unknown): unknown => {
    if (typeof value === 'string') return /^[A-Za-z-]{1,20}$/.test(value) ? value : '<text>';
    if (Array.isArray(value)) return value.map(shown);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shown(each)]));
  };
  try {
    return shown(JSON.parse(readFileSync(join(home, 'window', 'settings.json'), 'utf8')));
  } catch (error) {
    return { failed: error instanceof SyntaxError ? 'not JSON' : errnoOf(error) };
  }
}

function logs(home: string, redaction: Redaction): { name: string; text: string }[] {
  let left = MOST_LOG_CHARACTERS;
  const found: { name: string; text: string }[] = [];
  for (const name of logNames(home)) {
    const lines = readLines(join(home, 'logs', name));
    const texts = lines.filter((line) => line !== '').map((line) => redaction.line(line));
    const kept = newest(texts, left);
    left -= kept.reduce((sum, line) => sum + line.length, 0);
    if (kept.length > 0) found.push({ name: `logs/${name}`, text: `${kept.join('\n')}\n` });
  }
  return found;
}

/** Newest file first. */
function logNames(home: string): string[] {
  const number = (name: string) => Number(LOG_NAME.exec(name)?.[1]?.slice(1) ?? 0);
  try {
    const names = readdirSync(join(home, 'logs')).filter((name) => LOG_NAME.test(name));
    return names.sort((one, other) => number(one) - number(other));
  } catch {
    return [];
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    return [JSON.stringify({ failed: errnoOf(error) })];
  }
}

function newest(lines: readonly string[], room: number): string[] {
  let used = 0;
  const first = lines.findLastIndex((line) => (used += line.length) > room) + 1;
  return lines.slice(first);
}

function knownNames(home: string, plans: readonly Plan[]): KnownName[] {
  const own = (path: string, as: string): KnownName[] => [{ text: path, as }];
  return [
    ...own(home, '<data folder>'),
    ...own(homedir(), '<home>'),
    ...own(userName(), '<user>'),
    ...own(hostname(), '<computer>'),
    ...plans.flatMap(({ name, vault, sources }, index) => [
      ...own(name, `<plan ${index + 1}>`),
      ...own(vault, `<vault of plan ${index + 1}>`),
      ...sources.flatMap(({ path }, source) => own(path, `<source ${source + 1} of plan ${index + 1}>`)),
    ]),
  ];
}

/** A user without an entry in the system's list has no name to take out. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
