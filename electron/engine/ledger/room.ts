import { statfsSync, statSync } from 'node:fs';
import type { BackupResult } from '../../contract/index.ts';
import { EngineError, now } from '../base/index.ts';
import type { CataloguedSet, State } from '../catalogue/index.ts';
import { forecast, type Growing, type KindDecision, readableKeep, TRASH_DAYS } from '../plan/index.ts';
import type { Vault } from '../vault/index.ts';
import { keepPoint, standingsOf, storedBytes } from '../sets/index.ts';
import { estimate } from './estimate.ts';
import type { PlanDeps } from './plans.ts';

/** What a run will probably need at its place, and what there is. */
export interface Room {
  readonly needBytes: number;
  readonly freeBytes: number;
}

/** What a place had the last time somebody was there. */
export interface NotedSpace {
  /** ISO time. */
  readonly at: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** ISO time; absent where nothing is known, or it is far away. */
  readonly fullAt?: string;
  readonly isRough?: true;
}

/** Not even a set without content fits. */
const NOTHING_FITS_BYTES = 64 * 1024;
const NEED_MIN_BYTES = 1024 * 1024;
const RECENT_SETS = 5;
/** Of a full as large as it was in proportion to its sources, the least that a change in what they hold may leave. */
const SHRINKS_TO = 1 / 2;
/** The same where no full of these sources was ever made. */
const COMPRESSES_TO = 1 / 10;
/** A first full into a place with more room is not held up to look at its sources. */
const PLENTY_BYTES = 64 * 1024 ** 3;
const FIRST_PATIENCE_MS = 1000;
const PATIENCE_MS = 10_000;

interface Question {
  readonly home: string;
  readonly vault: Vault;
  readonly plan: {
    readonly id: string;
    readonly sources: readonly { readonly path: string }[];
    readonly exclude: readonly string[];
  };
  readonly decision: KindDecision;
  /** What an interrupted run has stored already. */
  readonly storedBefore: number;
}

/**
 * Whether the place has room for a run, before it begins. Undefined where the place cannot say. Throws `vault-full` where a look at the
 * sources, or that hardly anything is free, leaves no doubt that it has not; a guess from earlier runs alone stops none.
 */
export async function demandRoom(deps: PlanDeps, question: Question): Promise<Room | undefined> {
  const { vault, plan, decision, storedBefore } = question;
  const freeBytes = freeAt(vault);
  if (freeBytes === undefined) return undefined;
  const sets = deps.catalogue.sets(plan.id);
  const expected = expectedBytes(sets, decision.kind);
  const room = { needBytes: Math.max(NEED_MIN_BYTES, (expected ?? 0) - storedBefore), freeBytes };
  if (freeBytes < NOTHING_FITS_BYTES) throw vaultFull(vault, room);
  if (decision.kind !== 'full' || (expected !== undefined && room.needBytes <= freeBytes)) return room;
  const sources = plan.sources.map(({ path }) => path);
  // Where a look could not come to the end that it does not fit, it is not waited for.
  if (expected === undefined && freeBytes >= Math.min(PLENTY_BYTES, COMPRESSES_TO * usedBytes(sources))) return room;
  const { bytes, complete } = await estimate(deps, question.home, {
    sources,
    exclude: plan.exclude,
    patience: expected === undefined ? FIRST_PATIENCE_MS : PATIENCE_MS,
  });
  const ratio = ratioOf(sets);
  const least = bytes * (ratio === undefined ? COMPRESSES_TO : ratio * SHRINKS_TO) - storedBefore;
  const measured = complete || expected === undefined ? bytes * (ratio ?? 1) : Math.max(expected, bytes * (ratio ?? 1));
  const seen = { needBytes: Math.max(NEED_MIN_BYTES, Math.round(measured) - storedBefore), freeBytes };
  if (freeBytes < least) throw vaultFull(vault, seen);
  return seen;
}

/** The error of a run that found no room after all, with what it would have needed. */
export function withRoom(error: unknown, room: Room | undefined, vault: Vault): unknown {
  if (!room || !(error instanceof EngineError) || error.code !== 'vault-full') return error;
  return vaultFull(vault, { ...room, needBytes: Math.max(room.needBytes, room.freeBytes + NEED_MIN_BYTES) }, error);
}

/** To be called after what changes a vault: what is free there now, and when it will be full. Undefined where it cannot say. */
export function noteSpace({ state, catalogue }: PlanDeps, vault: Vault): NotedSpace | undefined {
  const space = spaceAt(vault);
  if (!space) return undefined;
  const moment = now();
  const growing = state
    .plans()
    .map(({ definition }): Growing => growingOf(state, catalogue.sets(definition.id, vault.id), definition.keep));
  const full = forecast(growing, { freeBytes: space.free, now: moment, trashDays: TRASH_DAYS });
  const noted: NotedSpace = {
    at: moment.toISOString(),
    freeBytes: space.free,
    totalBytes: space.total,
    ...(full && { fullAt: full.fullAt.toISOString() }),
    ...(full?.isRough && { isRough: true }),
  };
  state.note(`space:${vault.id}`, JSON.stringify(noted));
  return noted;
}

/** As it was noted last; undefined where it never was. */
export function notedSpace(state: State, vaultId: string): NotedSpace | undefined {
  const text = state.noted(`space:${vaultId}`);
  return text === undefined ? undefined : (JSON.parse(text) as NotedSpace);
}

/** Where what is free now would not do for another run like this one, which has stored so much. */
export function lowRoom(
  room: Room | undefined,
  noted: NotedSpace | undefined,
  storedBytes: number,
): BackupResult['lowRoom'] {
  if (!room || !noted) return undefined;
  const needBytes = Math.max(room.needBytes, storedBytes);
  return noted.freeBytes < needBytes ? { needBytes, freeBytes: noted.freeBytes } : undefined;
}

/** A full: as the last one, in proportion to what the newest point holds. Else the largest of the last few of that kind. */
function expectedBytes(sets: readonly CataloguedSet[], kind: KindDecision['kind']): number | undefined {
  const same = sets.filter(({ seal }) => seal.kind === kind);
  if (kind !== 'full') return Math.max(0, ...same.slice(-RECENT_SETS).map(storedBytes));
  const [last, newest] = [same.at(-1), sets.at(-1)];
  if (!last || !newest) return undefined;
  const { bytes } = last.seal;
  return Math.round(storedBytes(last) * (bytes === 0 ? 1 : newest.seal.bytes / bytes));
}

/** What is stored of a byte of the sources. */
function ratioOf(sets: readonly CataloguedSet[]): number | undefined {
  const full = sets.findLast(({ seal }) => seal.kind === 'full' && seal.bytes > 0);
  return full && storedBytes(full) / full.seal.bytes;
}

function growingOf(state: State, sets: readonly CataloguedSet[], keep: string): Growing {
  const standingOf = standingsOf(state, sets);
  const points = sets.map((set) => ({ ...keepPoint(set, standingOf(set)), storedBytes: storedBytes(set) }));
  return { rule: readableKeep(keep), points };
}

function vaultFull(vault: Vault, { needBytes, freeBytes }: Room, cause?: unknown): EngineError {
  return new EngineError('vault-full', {
    subject: vault.path,
    detail: `needs ${needBytes} bytes, has ${freeBytes} bytes`,
    cause,
  });
}

function freeAt(vault: Vault): number | undefined {
  return spaceAt(vault)?.free;
}

function spaceAt({ place }: Vault): ReturnType<Vault['place']['space']> {
  try {
    return place.space();
  } catch {
    // A place that cannot be asked is no reason not to try.
    return undefined;
  }
}

/** Of the disks that hold the sources: no source is larger. */
function usedBytes(sources: readonly string[]): number {
  const disks = new Map<number, number>();
  for (const source of sources) {
    try {
      const { blocks, bfree, bsize } = statfsSync(source);
      disks.set(statSync(source).dev, (blocks - bfree) * bsize);
    } catch {
      // A source that is missing holds nothing.
    }
  }
  return [...disks.values()].reduce((sum, bytes) => sum + bytes, 0);
}
