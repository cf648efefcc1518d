import type { Damage, Repaired } from '../../contract/index.ts';
import { SEAL_NAMES } from '../archive/index.ts';
import { EngineError, waitIfPaused } from '../base/index.ts';
import { goodCopyNames, isPlaceGone } from '../place/index.ts';
import type { SealReading, SetFolder } from '../vault/index.ts';
import { arrived } from '../sets/index.ts';
import { type CopyMeans, type NamedFile, sendFile } from './copy-set.ts';

/** A set in one of its places. */
export interface SetAt {
  readonly name: string;
  readonly set: SetFolder;
}

interface Wound {
  readonly at: SetAt;
  readonly sealed: SealReading;
  readonly damage: readonly Damage[];
}

/**
 * Puts good bytes beside each damaged file of a set, and what is missing where it was. What is there is never touched. The bytes are
 * compared with the seal's hash before they go and after they have arrived, where they came from and where they went. The seals go last. `left`: what
 * nobody has. Throws EngineError `cancelled`, and what a place throws that takes nothing more.
 */
export async function mendSet(
  { at, sealed, damage }: Wound,
  others: readonly SetAt[],
  means: CopyMeans,
): Promise<{ mended: Repaired[]; left: Damage[] }> {
  const mended: Repaired[] = [];
  const left: Damage[] = [];
  if (damage.length > 0) at.set.clearBegun();
  for (const each of damage.toSorted((a, b) => rank(a) - rank(b))) {
    await waitIfPaused(means.halt);
    const done = await mendFile({ at, sealed, damage: each }, others, means);
    if (done) {
      at.set.protect(done.by);
      mended.push(done);
    } else left.push(each);
  }
  return { mended, left };
}

/** A set is real with its seal, so that is the last to come. */
function rank({ code }: Damage): number {
  return code.startsWith('seal-') ? 2 : code.startsWith('manifest-') ? 1 : 0;
}

async function mendFile(
  { at, sealed, damage: { code, file } }: Omit<Wound, 'damage'> & { readonly damage: Damage },
  others: readonly SetAt[],
  means: CopyMeans,
): Promise<Repaired | undefined> {
  if (file === undefined) return undefined;
  const { set } = at;
  const free = [...(code.endsWith('-missing') ? [file] : []), ...goodCopyNames(file)];
  const by = free.find((name) => set.sizeOf(name) === undefined);
  if (by === undefined) return undefined;
  const told = { setId: set.id, file, by };
  if (SEAL_NAMES.includes(file as never)) {
    const found = mendSeal(at, { sealed, by }, others);
    return found && { ...told, ...found };
  }
  const facts = factsOf(set, sealed, file);
  if (!facts) return undefined;
  for await (const { name, set: from, file: source } of goodSources(at, facts, { others, means })) {
    try {
      const said = await sendFile({ folder: from, name: source }, { folder: set, file: { ...facts, name: by } }, means);
      if (said !== 'checksum' || (await arrived(set, { ...facts, name: by }, means.pool)))
        return { ...told, from: name, bytes: facts.size };
    } catch (error) {
      if (!(error instanceof EngineError) || !['set-damaged', 'read-back-differs'].includes(error.code)) throw error;
    }
    // What did not arrive as it was sent is no good copy.
    set.remove(by);
  }
  return undefined;
}

function factsOf(set: SetFolder, { seal }: SealReading, file: string): NamedFile | undefined {
  if (set.manifestNames.includes(file)) return { ...seal.manifest, name: file };
  return seal.volumes.find(({ name }) => name === file);
}

/** Files whose bytes are those of the seal: all of each is read before it is offered. */
async function* goodSources(
  at: SetAt,
  facts: NamedFile,
  { others, means: { pool } }: { readonly others: readonly SetAt[]; readonly means: CopyMeans },
): AsyncGenerator<SetAt & { readonly file: string }> {
  // A set has its listing twice, of everything else nothing but what is known to be damaged.
  const hasTwin = at.set.manifestNames.includes(facts.name);
  for (const each of hasTwin ? [at, ...others] : others)
    for (const twin of hasTwin ? at.set.manifestNames : [facts.name]) {
      try {
        for (const file of each.set.candidates(twin))
          if (each.set.sizeOf(file) === facts.size && (await arrived(each.set, { ...facts, name: file }, pool)))
            yield { ...each, file };
      } catch (error) {
        if (each === at || !(error instanceof EngineError) || !isPlaceGone(error)) throw error;
      }
    }
}

function mendSeal(
  at: SetAt,
  { sealed, by }: { readonly sealed: SealReading; readonly by: string },
  others: readonly SetAt[],
): Pick<Repaired, 'from' | 'bytes'> | undefined {
  const { set } = at;
  for (const { name, set: from } of [at, ...others]) {
    if (sealOf(from)?.sealSha256 !== sealed.sealSha256) continue;
    const bytes = from.sealBytes();
    set.putSeal(by, bytes);
    const state = set.sealState(by);
    if (typeof state === 'object' && state.sealSha256 === sealed.sealSha256) return { from: name, bytes: bytes.length };
    set.remove(by);
  }
  return undefined;
}

/** Undefined also where its place is gone. */
export function sealOf(set: SetFolder): SealReading | undefined {
  try {
    return set.readSeal();
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}
