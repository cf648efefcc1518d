import type { Entry, FileEntry } from '../archive/index.ts';
import type { RawPath } from '../base/index.ts';
import { extensionOf, type Look } from '../chunk/index.ts';
import type { RunProfile } from '../plan/index.ts';
import type { Content } from './content.ts';

type Saved = Extract<Content, { status: 'saved' }>;

interface Added {
  readonly path: RawPath;
  readonly size: number;
  readonly sha256: string;
  readonly look: Look | undefined;
}

/** So many of each are remembered by name; a run of which more is new or gone has told enough. */
const REMEMBERED_MAX = 100_000;
const EXTENSIONS_MAX = 2000;
const ARCHIVES = new Set(['zip', '7z', 'rar', 'gz', 'tgz', 'bz2', 'xz', 'zst', 'tar', 'cab']);

/** What a run finds changed, for who asks whether a person has done that. */
export class RunChanges {
  readonly #isFirst: boolean;
  #changed = 0;
  #changedOpaque = 0;
  #strange = 0;
  #locked = 0;
  #added = 0;
  #vanished = 0;
  readonly #new: Added[] = [];
  readonly #gone: Pick<FileEntry, 'path' | 'size' | 'sha256'>[] = [];
  readonly #extensions = new Set<string>();

  /** `isFirst`: there is no point to compare with, and what is new is no news. */
  constructor(isFirst: boolean) {
    this.#isFirst = isFirst;
  }

  saved({ path, size, sha256 }: FileEntry, { look }: Saved, previous: Entry | undefined): void {
    if (previous?.type === 'file') {
      if (previous.sha256 === sha256) return;
      this.#changed++;
      if (look === 'strange') this.#strange++;
      if (look === 'opaque') this.#changedOpaque++;
      if (look === 'locked') this.#locked++;
      return;
    }
    this.#added++;
    if (this.#isFirst) {
      if (look === 'strange') this.#strange++;
      this.#note(path);
    } else if (this.#new.length < REMEMBERED_MAX) this.#new.push({ path, size, sha256, look });
  }

  deleted(previous: Entry): void {
    if (previous.type !== 'file') return;
    this.#vanished++;
    if (this.#gone.length >= REMEMBERED_MAX) return;
    const { path, size, sha256 } = previous;
    this.#gone.push({ path, size, sha256 });
  }

  /** At the end of the walk. `known`: extensions that the plan has had. */
  profile(facts: { readonly before: number; readonly files: number; readonly known: ReadonlySet<string> }): RunProfile {
    const left = new Map<string, number>();
    for (const { sha256 } of this.#gone) left.set(sha256, 1 + (left.get(sha256) ?? 0));
    const moved = this.#new.filter(({ sha256 }) => {
      const copies = left.get(sha256) ?? 0;
      left.set(sha256, copies - 1);
      return copies > 0;
    });
    const isMoved = new Set(moved);
    const fresh = this.#new.filter((each) => !isMoved.has(each));
    for (const { path } of fresh) this.#note(path);
    const goneNames = new Set<string>(this.#gone.map(({ path }) => path));
    const noise = fresh.filter(({ look }) => look === 'opaque' || look === 'strange');
    const movedBytes = moved.reduce((sum, { size }) => sum + size, 0);
    const newExtension = commonest(
      noise.map(({ path }) => extensionOf(path)).filter((each) => each && !facts.known.has(each)),
    );
    return {
      before: facts.before,
      files: facts.files,
      changed: this.#changed,
      added: this.#added - moved.length,
      vanished: this.#vanished - moved.length,
      strange: this.#strange + fresh.filter(({ look }) => look === 'strange').length,
      opaque: fresh.filter(({ look }) => look === 'opaque').length,
      locked: this.#locked + fresh.filter(({ look }) => look === 'locked').length,
      changedOpaque: this.#changedOpaque,
      suffixed: noise.filter(({ path }) => goneNames.has(path.slice(0, path.lastIndexOf('.')))).length,
      vanishedBytes: this.#gone.reduce((sum, { size }) => sum + size, 0) - movedBytes,
      archivedBytes: fresh
        .filter(({ path, look }) => look === undefined && ARCHIVES.has(extensionOf(path)))
        .reduce((sum, { size }) => sum + size, 0),
      lockedBytes: fresh.filter(({ look }) => look === 'locked').reduce((sum, { size }) => sum + size, 0),
      ...(newExtension && { newExtension }),
    };
  }

  /** Of what is new, to be known from the next run on. Asked for after `profile`. */
  get extensions(): ReadonlySet<string> {
    return this.#extensions;
  }

  #note(path: RawPath): void {
    const extension = extensionOf(path);
    if (extension && this.#extensions.size < EXTENSIONS_MAX) this.#extensions.add(extension);
  }
}

function commonest(extensions: readonly string[]): RunProfile['newExtension'] {
  const counts = new Map<string, number>();
  for (const each of extensions) counts.set(each, 1 + (counts.get(each) ?? 0));
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first && { extension: first[0], files: first[1] };
}
