import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShadowUse, ShadowWhy } from '../../contract/index.ts';
import { errnoOf, fsPath, joinRaw, now, type RawPath, randomId, textOf } from '../base/index.ts';
import type { WalkRoot } from '../scan/index.ts';
import { rawSource, sourceRoots } from './folder-source.ts';
import type { LabelledSource } from './labels.ts';
import type { MadeShadows, ShadowMaker } from './shadow-maker.ts';

/** What a run needs for shadow copies of its own. */
export interface Freezing {
  readonly maker: ShadowMaker;
  /** Folder of one plan, of which one run goes at a time: whatever is noted in it when a run begins was left by one that died. */
  readonly notes: string;
}

/** Where the sources of a run are read. */
export interface FrozenSources {
  readonly roots: readonly WalkRoot[];
  /** Folders that are never entered, also where they are read. */
  readonly keepOut: readonly string[];
  /** Undefined where nobody asked for shadow copies. */
  readonly use: ShadowUse | undefined;
  /** When what is read from shadow copies was as it is read; undefined where nothing is. */
  readonly at: string | undefined;
  /** A shadow copy that is being read has gone: Windows throws them away where its space for them ends. */
  isLost(): boolean;
  /** Removes the shadow copies. Never throws; what could not be removed is removed by the next run. */
  end(): Promise<void>;
}

/** Freezes the volumes of the sources, where that can be done, and else lets them be read where they are. Never throws. */
export async function freezeSources(
  sources: readonly LabelledSource[],
  keepOut: readonly string[],
  { freezing, signal }: { freezing: Freezing | undefined; signal: AbortSignal | undefined },
): Promise<FrozenSources> {
  const live = sourceRoots(sources);
  if (!freezing)
    return { roots: live, keepOut, use: undefined, at: undefined, isLost: () => false, end: async () => undefined };
  // Who does not answer to that answers to nothing, and a run that waits for it again would only be late.
  const isAnswering = await removeLeft(freezing);
  const id = randomId(32);
  const places = live.map(({ at }) => freezing.maker.placeOf(at));
  const volumes = [...new Set(places.flatMap((place) => (place ? [place.volume] : [])))];
  const at = now().toISOString();
  const made = await makeOf(freezing, { id, volumes, isAnswering, signal });
  const frozen = (path: RawPath): RawPath | undefined => {
    const place = freezing.maker.placeOf(path);
    const root = place && made.roots.get(place.volume);
    return root === undefined ? undefined : joinRaw(root, place?.below as RawPath);
  };
  const roots = live.map((root): WalkRoot => {
    const read = frozen(root.at);
    return read === undefined ? root : { ...root, at: read, named: root.at };
  });
  const why: ShadowWhy[] = [...made.why, ...(places.includes(undefined) ? (['not-supported'] as const) : [])];
  const count = roots.filter(({ named }) => named !== undefined).length;
  return {
    roots,
    keepOut: [...keepOut, ...keepOut.flatMap((folder) => textOf(frozen(rawSource(folder)) ?? ('' as RawPath)) || [])],
    use: {
      read: count === 0 ? 'none' : count < roots.length ? 'some' : 'all',
      ...(count < roots.length && { why: [...new Set(why)] }),
    },
    at: count > 0 ? at : undefined,
    isLost: () => [...made.roots.values()].some((root) => !isThere(root)),
    end: async () => {
      if (isNoted(freezing, id) && (await freezing.maker.remove(id))) forget(freezing, id);
    },
  };
}

async function makeOf(
  freezing: Freezing,
  asked: { id: string; volumes: readonly string[]; isAnswering: boolean; signal: AbortSignal | undefined },
): Promise<MadeShadows> {
  const { id, volumes, isAnswering, signal } = asked;
  if (volumes.length === 0) return { roots: new Map(), why: [] };
  if (!isAnswering) return { roots: new Map(), why: ['no-answer'] };
  return noted(freezing, id) ? freezing.maker.make(id, volumes, signal) : { roots: new Map(), why: ['failed'] };
}

/** Written down before it is asked for: whatever becomes of this run, the next one knows what it has left. */
function noted({ notes }: Freezing, id: string): boolean {
  try {
    mkdirSync(notes, { recursive: true });
    writeFileSync(join(notes, id), '', { flush: true });
    return true;
  } catch {
    return false;
  }
}

/** False where something could not be removed now. */
async function removeLeft(freezing: Freezing): Promise<boolean> {
  for (const id of idsIn(freezing)) {
    if (!(await freezing.maker.remove(id))) return false;
    forget(freezing, id);
  }
  return true;
}

function isNoted({ notes }: Freezing, id: string): boolean {
  return existsSync(join(notes, id));
}

function idsIn({ notes }: Freezing): string[] {
  try {
    return readdirSync(notes);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function forget({ notes }: Freezing, id: string): void {
  rmSync(join(notes, id), { force: true });
}

function isThere(root: RawPath): boolean {
  try {
    readdirSync(fsPath(root));
    return true;
  } catch {
    return false;
  }
}
