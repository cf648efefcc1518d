import type { SetKind } from '../../contract/index.ts';
import { decodeFrame, FRAME_RAW_MAX, type SegmentRef } from '../archive/index.ts';
import { EngineError, free } from '../base/index.ts';
import { type Catalogue, type CataloguedSet, PointTree, type State } from '../catalogue/index.ts';
import { type ChainSet, chainOf } from '../plan/index.ts';
import { isPlaceGone, storedPath } from '../place/index.ts';
import { Pool } from '../pool/index.ts';
import type { PlanFolder, SealReading, SetFolder, Vault } from '../vault/index.ts';
import type { JobControl } from '../run/index.ts';
import { damagedIn, damageKey } from './damage-at.ts';
import type { ReadFrame, ReadVolume, VolumePath } from './stored-content.ts';

/** The sets of one plan, as the vault has them and the catalogue remembers them. */
export interface PlanSets {
  readonly vault: Vault;
  /** Others that hold the same sets, to read from where the first cannot give something. */
  readonly mirrors?: readonly Vault[] | undefined;
  readonly folder: PlanFolder;
  readonly catalogue: Catalogue;
}

/** Where contents of these sets rest: for threads that read them, and to read here. */
export function volumesOf({ vault, mirrors = [], folder }: PlanSets): {
  volumePath: VolumePath;
  readVolume: ReadVolume;
  readFrame: ReadFrame;
} {
  const sets = new Map<string, SetFolder>();
  const setOf = (id: string): SetFolder => {
    const set = sets.get(id) ?? vault.set(folder, id);
    sets.set(id, set);
    return set;
  };
  const copiesOf = function* (id: string): Generator<SetFolder> {
    yield setOf(id);
    for (const mirror of mirrors) yield mirror.set(folder, id);
  };
  const reading =
    (open: (bytes: Buffer) => Buffer): ReadVolume =>
    (id, volume, offset, length) =>
      fromFirstGood(copiesOf(id), (set) =>
        fromFirstGood(set.candidates(set.volumeName(volume)), (name) => open(set.read(name, offset, length))),
      );
  return {
    volumePath: (id, volume) => setOf(id).file(setOf(id).volumeName(volume)),
    readVolume: reading((bytes) => bytes),
    readFrame: reading((bytes) => decodeFrame(bytes, FRAME_RAW_MAX)),
  };
}

/** Throws what the first throws, where none of them gives it. */
function fromFirstGood<T, R>(candidates: Iterable<T>, read: (candidate: T) => R): R {
  let lost: unknown;
  try {
    for (const candidate of candidates) {
      try {
        return read(candidate);
      } catch (error) {
        if (!isLost(error)) throw error;
        lost ??= error;
      }
    }
  } catch (error) {
    // Where a place is gone no more candidates of it can be named.
    if (!isLost(error)) throw error;
    lost ??= error;
  }
  throw lost;
}

function isLost(error: unknown): boolean {
  return error instanceof EngineError && (error.code === 'set-damaged' || isPlaceGone(error));
}

/** Threads that can open what rests in the vault, as far as it is open here. */
export function poolFor(
  { vault, mirrors = [] }: Pick<PlanSets, 'vault' | 'mirrors'>,
  control: JobControl,
  isBackground = false,
): Pool {
  const roots = [vault, ...mirrors].map(({ place }) => storedPath(place, ''));
  return new Pool(control, {
    isBackground,
    identities: vault.access?.identities ?? [],
    ...(mirrors.length > 0 && { mirrors: roots }),
  });
}

/** Reads a sealed set's manifest into the catalogue. Throws EngineError `set-damaged`, `set-newer`, `key-needed`. */
export function register({ vault, folder, catalogue }: PlanSets, set: SetFolder, reading: SealReading): void {
  const manifest = set.goodManifest(reading.seal);
  const root = set.readRoot(manifest, reading.seal);
  const own = root.segments.filter((segment) => segment.set === set.id);
  catalogue.addSet(
    { vault: vault.id, machine: folder.machine, plan: folder.plan },
    reading,
    root,
    (function* (): Generator<[string, Buffer]> {
      for (const segment of own) {
        const frame = set.read(manifest, segment.offset, segment.length);
        yield [segment.sha256, frame];
        // They would all wait for the collector, which does not come before the transaction is over.
        free(frame.buffer);
      }
    })(),
  );
}

/**
 * Brings the catalogue in line with the vault: sealed sets it has not seen are read in, those thrown away on purpose are
 * forgotten; one that is simply not there stays known, and missing. Answers the unsealed ones, those that
 * could not be read, and sealed ones of other plans that somebody has put here.
 */
export function discover(sets: PlanSets): {
  unsealed: SetFolder[];
  unreadable: { set: SetFolder; error: EngineError }[];
  strangers: SetFolder[];
} {
  const unsealed: SetFolder[] = [];
  const unreadable: { set: SetFolder; error: EngineError }[] = [];
  const strangers: SetFolder[] = [];
  const present = sets.vault.setIds(sets.folder);
  forgetTrashed(sets, new Set(present));
  const known = sets.catalogue.idsIn(sets.vault.id);
  for (const id of present) {
    if (known.has(id)) continue;
    const set = sets.vault.set(sets.folder, id);
    try {
      const reading = set.readSeal();
      if (reading && !belongs(sets, reading)) strangers.push(set);
      else if (reading && reading.sealSha256 === sets.catalogue.set(id)?.sealSha256)
        sets.catalogue.notePlace(id, sets.vault.id);
      else if (reading) register(sets, set, reading);
      else if (set.hasAnySeal()) throw new EngineError('set-damaged', { subject: id, detail: 'seal' });
      else unsealed.push(set);
    } catch (error) {
      if (!(error instanceof EngineError) || isPlaceGone(error)) throw error;
      unreadable.push({ set, error });
    }
  }
  return { unsealed, unreadable, strangers };
}

/** A note that cannot be read says nothing; a folder in the trash says enough. */
function forgetTrashed({ vault, folder, catalogue }: PlanSets, present: ReadonlySet<string>): void {
  const trash = vault.trash(folder);
  for (const id of trash.ids()) {
    if (present.has(id) || catalogue.set(id)?.plan !== folder.plan || !catalogue.vaultsOf(id).includes(vault.id))
      continue;
    const { note, state } = trash.look(id);
    if (note || state !== 'gone') catalogue.forgetSet(id, vault.id);
  }
}

function belongs({ vault, folder }: PlanSets, { seal }: SealReading): boolean {
  return seal.vault === vault.origin && seal.machine === folder.machine && seal.plan === folder.plan;
}

/**
 * The plan's sets as the decision on the next kind needs them: which of them the vault still has as they were sealed. One that it has not
 * is noted as damaged.
 */
export function chainSets(sets: PlanSets, state: State): ChainSet[] {
  const known = sets.catalogue.sets(sets.folder.plan, sets.vault.id);
  const damaged = damagedIn(state, sets.vault);
  const whole = new Map<string, boolean>();
  const isWhole = (set: CataloguedSet): boolean => {
    const id = set.seal.set;
    if (!whole.has(id)) {
      const isThere = looksWhole(sets.vault.set(sets.folder, id), set);
      // Whoever only hears of the new full would go on believing in what it replaces.
      if (!isThere && !damaged.has(id))
        state.recordDamage(damageKey(sets.vault, id), [{ code: 'seal-missing', setId: id }]);
      whole.set(id, isThere && !damaged.has(id));
    }
    return whole.get(id) as boolean;
  };
  const links = known.map((set) => ({ id: set.seal.set, parent: set.seal.parent?.set ?? null, set }));
  const newest = new Set([links.at(-1), links.findLast((link) => link.set.seal.kind === 'full')]);
  return links.map((link) => {
    const { seal } = link.set;
    // Only the candidates for a parent are looked at: the cost of a run does not grow with the history.
    const chain = newest.has(link) ? chainOf(link, links) : [];
    const usable = chain[0]?.set.seal.kind === 'full' && chain.every((each) => isWhole(each.set));
    return {
      id: seal.set,
      kind: seal.kind,
      base: seal.base,
      parent: link.parent,
      storedBytes: storedBytes(link.set),
      usable,
    };
  });
}

/** The plan's sets with what they depend on, as the catalogue knows them. */
export function chainLinks(
  catalogue: Catalogue,
  { plan, vault }: { plan: string; vault: string },
): { id: string; kind: SetKind; parent: string | null; storedBytes: number }[] {
  return catalogue.sets(plan, vault).map((set) => ({
    id: set.seal.set,
    kind: set.seal.kind,
    parent: set.seal.parent?.set ?? null,
    storedBytes: storedBytes(set),
  }));
}

export function storedBytes({ seal }: CataloguedSet): number {
  return seal.volumes.reduce((sum, volume) => sum + volume.size, 0) + 2 * seal.manifest.size;
}

/** The tree of a point; segments that the catalogue has lost come from the manifest of the set that holds them, wherever that is good. */
export function treeOf(sets: PlanSets, setId: string): PointTree {
  const { folder, catalogue } = sets;
  const manifests = new Map<string, readonly [SetFolder, string]>();
  const goodManifest = (id: string): readonly [SetFolder, string] =>
    // Only now: some open the vault no sooner than they have to.
    fromFirstGood([sets.vault, ...(sets.mirrors ?? [])], (each) => {
      const holder = each.set(folder, id);
      const reading = holder.readSeal();
      if (!reading) throw new EngineError('set-damaged', { subject: id, detail: 'seal' });
      return [holder, holder.goodManifest(reading.seal)] as const;
    });
  return new PointTree(catalogue, setId, (segment: SegmentRef) => {
    const found = manifests.get(segment.set) ?? goodManifest(segment.set);
    manifests.set(segment.set, found);
    const [holder, manifest] = found;
    return holder.read(manifest, segment.offset, segment.length);
  });
}

/** Makes sure that the catalogue knows where every content of these sets rests. */
export function indexContent(sets: PlanSets, chain: readonly string[]): void {
  for (const id of chain) {
    if (sets.catalogue.set(id)?.indexed) continue;
    const tree = treeOf(sets, id);
    sets.catalogue.addContent(
      id,
      (function* () {
        for (const segment of tree.segments) {
          if (segment.set !== id) continue;
          for (const line of tree.lines(segment)) {
            const chunks = line.kind === 'more' ? line.chunks : line.entry.type === 'file' ? line.entry.chunks : [];
            for (const chunk of chunks) if (chunk.set === id) yield chunk;
          }
        }
      })(),
    );
  }
}

/** Seal as remembered, volumes of the right size, one good manifest: what can be known without reading volumes. */
function looksWhole(set: SetFolder, known: CataloguedSet): boolean {
  // What would have to be fetched is left to verification.
  if (set.isElsewhere) return set.looksThere(known.sealSha256);
  try {
    const reading = set.readSeal();
    if (reading?.sealSha256 !== known.sealSha256) return false;
    set.goodManifest(reading.seal);
    return reading.seal.volumes.every((volume) => set.hasOfSize(volume));
  } catch (error) {
    if (error instanceof EngineError && !isPlaceGone(error)) return false;
    throw error;
  }
}
