import { type Entry, type Seal, segmentLook, type SegmentRef } from '../archive/index.ts';
import { EngineError, type RawPath } from '../base/index.ts';
import type { Catalogue, PointTree } from '../catalogue/index.ts';
import { chainOf, type KindDecision } from '../plan/index.ts';
import { type KnownPart, type PreviousGroup, trustedBefore } from '../scan/index.ts';
import { indexContent, type PlanSets, treeOf } from '../sets/index.ts';

/** The point that a run compares with, and what it may refer to. */
export class PreviousPoint {
  readonly #sets: PlanSets;
  readonly #decision: KindDecision;
  readonly #lastSeq: number;
  readonly #chain: readonly string[];
  readonly #newest: string | undefined;
  readonly #comparedWith: string | undefined;
  readonly #tree: PointTree | undefined;
  #newestTree: PointTree | undefined;
  readonly #looks: ReadonlyMap<string, string>;
  readonly #learnt = new Map<string, string>();

  /** `lastSeq`: the last place in the order that any set of the plan has, or had. */
  constructor(sets: PlanSets, decision: KindDecision, lastSeq: number) {
    this.#sets = sets;
    this.#lastSeq = lastSeq;
    this.#decision = decision;
    const known = sets.catalogue
      .sets(sets.folder.plan, sets.vault.id)
      .map((set) => ({ id: set.seal.set, parent: set.seal.parent?.set ?? null }));
    this.#newest = known.at(-1)?.id;
    const parent = known.find((set) => set.id === decision.parent);
    this.#chain = parent ? chainOf(parent, known).map((set) => set.id) : [];
    const comparedWith = decision.parent ?? this.#newest;
    this.#tree = comparedWith === undefined ? undefined : this.#readable(comparedWith);
    this.#comparedWith = this.#tree && comparedWith;
    this.#looks = this.#tree ? sets.catalogue.looks.of(this.#tree.setId) : new Map();
  }

  /** The set that a run compares with, and its files; undefined where there is none that can be read. */
  get compared(): { readonly set: string; readonly files: number } | undefined {
    const set = this.#comparedWith;
    return set === undefined ? undefined : { set, files: this.#sets.catalogue.set(set)?.seal.files ?? 0 };
  }

  get base(): string | null {
    return this.#chain[0] ?? null;
  }

  get parent(): Seal['parent'] {
    const id = this.#decision.parent;
    const sealSha256 = id === null ? undefined : this.#sets.catalogue.set(id)?.sealSha256;
    return id !== null && sealSha256 ? { set: id, seal: sealSha256 } : null;
  }

  get nextSeq(): number {
    return 1 + this.#lastSeq;
  }

  /** Nothing where there is no such point. */
  get trustedBefore(): bigint {
    const id = this.#decision.parent ?? this.#newest;
    const startedAt = id === undefined ? undefined : this.#sets.catalogue.set(id)?.seal.startedAt;
    return trustedBefore(startedAt ?? new Date(0).toISOString());
  }

  get files(): number | undefined {
    return this.#newest === undefined
      ? undefined
      : this.#tree?.segments.reduce((sum, segment) => sum + segment.entries, 0);
  }

  get bytes(): number | undefined {
    return this.#newest === undefined ? undefined : this.#sets.catalogue.set(this.#newest)?.seal.bytes;
  }

  /** Segments that may be named: those of the chain. A full names none. */
  heldSegments(): Map<string, SegmentRef> {
    return new Map(
      this.#decision.parent === null ? [] : this.#tree?.segments.map((segment) => [segment.sha256, segment]),
    );
  }

  /** Undefined for a full. The index is made only once something has to be looked up. */
  contentFinder(): ((sha256: string) => ReturnType<ReturnType<Catalogue['contentFinder']>>) | undefined {
    if (this.#decision.parent === null) return undefined;
    let find: ReturnType<Catalogue['contentFinder']> | undefined;
    return (sha256) => {
      if (!find) {
        indexContent(this.#sets, this.#chain);
        find = this.#sets.catalogue.contentFinder(this.#chain);
      }
      return find(sha256);
    };
  }

  /** Parts of its listing that whoever looks at the same files again can tell by one hash. */
  parts(): KnownPart[] {
    const { segments = [] } = this.#tree ?? {};
    return segments.flatMap(({ sha256, firstPath, entries, continues }, i) => {
      const look = this.#looks.get(sha256);
      // A list that goes on in the next one ends there.
      if (look === undefined || continues || segments[i + 1]?.continues) return [];
      return { segment: sha256, first: firstPath, entries, look };
    });
  }

  *groups(): Generator<PreviousGroup> {
    for (const group of this.#tree?.groups() ?? []) {
      const { refs } = group;
      yield {
        refs,
        get listed() {
          return group.listed;
        },
        holds: () => this.#learn(refs),
      };
    }
  }

  /** Looks that the listing was compared with, for the next time. */
  get learnt(): ReadonlyMap<string, string> {
    return this.#learnt;
  }

  #learn(refs: readonly SegmentRef[]): void {
    const [ref] = refs;
    if (!this.#tree || !ref || refs.length > 1 || this.#looks.has(ref.sha256)) return;
    this.#learnt.set(ref.sha256, segmentLook(this.#tree.raw(ref)));
  }

  readonly lastGood = (path: RawPath, previous: Entry | undefined): string | undefined => {
    if (this.#newest === undefined) return undefined;
    const isNewest = (this.#decision.parent ?? this.#newest) === this.#newest;
    if (!isNewest) this.#newestTree ??= this.#readable(this.#newest);
    const there = isNewest ? previous : (this.#newestTree?.entry(path) ?? previous);
    if (!there) return undefined;
    if (there.type === 'gap') return there.lastGoodSet;
    return isNewest || there !== previous ? this.#newest : (this.#decision.parent ?? undefined);
  };

  /** A damaged newest point must not stop the full that is to replace it. */
  #readable(setId: string): PointTree | undefined {
    const tree = treeOf(this.#sets, setId);
    if (this.#decision.parent === setId) return tree;
    try {
      for (const segment of tree.segments) tree.lines(segment);
      return tree;
    } catch (error) {
      if (error instanceof EngineError) return undefined;
      throw error;
    }
  }
}
