import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  decodeFrame,
  manifestNames,
  parseRoot,
  parseSeal,
  printSeal,
  ROOT_RAW_MAX,
  ROOT_STORED_MAX,
  type Root,
  SEAL_MAX,
  SEAL_NAMES,
  type Seal,
  volumeName,
} from '../archive/index.ts';
import type { PlaceLock } from '../../contract/index.ts';
import { EngineError, flushFolder, isFlushBelieved } from '../base/index.ts';
import { type FileKey, readRange } from '../crypt/index.ts';
import {
  type Durability,
  goodCopiesAmong,
  type Place,
  isPlaceGone,
  type SentFile,
  storedPath,
  unreachable,
} from '../place/index.ts';
import type { VaultAccess } from './key-ring.ts';
import type { WriteKeys } from './key-store.ts';
import { fileState, isMissing, readWhole, removeBegun } from './place-files.ts';
import { completeSealCopy, sealCandidates, sealsAmong } from './seal-names.ts';
import { isProven, proverOf } from './seal-proof.ts';
import { writeFailure, writing } from './writing.ts';

export interface SealReading {
  readonly seal: Seal;
  /** SHA-256 of the seal's own line, by which later sets name their parent. */
  readonly sealSha256: string;
}

/** Where a set's files are. */
export interface SetHome {
  readonly place: Place;
  /** Name of its folder there. */
  readonly folder: string;
  /** For a set that is written at a remote place: the folder of this computer where files wait until they are sent. */
  readonly staging?: string | undefined;
}

/** One set's folder. A set is real only with a seal; reading never writes. */
export class SetFolder {
  readonly id: string;
  /** Undefined in a vault that is not encrypted. */
  readonly access: VaultAccess | undefined;
  readonly #home: SetHome;
  readonly #fileKeys = new Map<string, FileKey>();

  constructor(home: SetHome, id: string, access?: VaultAccess) {
    this.#home = home;
    this.id = id;
    this.access = access;
  }

  /** For people. */
  get path(): string {
    return storedPath(this.#home.place, this.#home.folder);
  }

  /** Its place is another computer, which ours cannot take along when it is switched off. */
  get isElsewhere(): boolean {
    return this.#home.place.kind !== 'folder';
  }

  /** Its files are written here and sent there. */
  get isSent(): boolean {
    return this.#home.staging !== undefined;
  }

  get isEncrypted(): boolean {
    return this.access !== undefined;
  }

  /** For whom its files are encrypted; undefined in a vault that is not encrypted. Throws EngineError `key-needed`. */
  get recipients(): readonly string[] | undefined {
    return this.#writeKeys?.recipients;
  }

  get manifestNames(): readonly [name: string, copy: string] {
    return manifestNames(this.isEncrypted);
  }

  volumeName(number: number): string {
    return volumeName(number, this.isEncrypted);
  }

  /** Whoever has written a file can read it as long as it has its key, without any other. */
  rememberKey(name: string, key: FileKey): void {
    this.#fileKeys.set(name, key);
  }

  /** A range of a file as it was before encryption. Throws EngineError `set-damaged`, `key-needed`. */
  read(name: string, offset: number, length: number): Buffer {
    const key = this.#fileKeys.get(name);
    const keys = key ? { file: key } : { identities: this.access?.identities ?? [] };
    return readRange(this.file(name), offset, length, keys);
  }

  /** What threads open it by, to read: as long as a file waits here, this one. */
  file(name: string): string {
    const { place, staging } = this.#home;
    const waiting = staging && join(staging, name);
    return waiting && existsSync(waiting) ? waiting : storedPath(place, this.#name(name));
  }

  /** What it is written to. */
  newFile(name: string): string {
    const { place, folder, staging } = this.#home;
    if (staging !== undefined) return join(staging, name);
    return place.localPath(`${folder}/${name}`) as string;
  }

  /**
   * Brings a file that waits here to the place, where it is sent; elsewhere it is there already. Undefined then, else what the place
   * says of it. Throws EngineError.
   */
  async send(name: string, facts: Omit<SentFile, 'path'>, signal?: AbortSignal): Promise<Durability | undefined> {
    const { staging } = this.#home;
    return staging === undefined ? undefined : this.receive(name, { path: join(staging, name), ...facts }, signal);
  }

  /** Makes the names of new files durable; answers whether that was confirmed. What is sent has no name yet. */
  flushNames(): boolean {
    if (this.isSent) return true;
    const path = this.#home.place.localPath(this.#home.folder) as string;
    return flushFolder(path) && isFlushBelieved(path);
  }

  /** As threads open it at the place, be it here too. */
  sentFile(name: string): string {
    return storedPath(this.#home.place, this.#name(name));
  }

  /** A whole file of this computer, as it is; for sets that were made elsewhere. Throws EngineError. */
  async receive(name: string, file: SentFile, signal?: AbortSignal): Promise<Durability> {
    try {
      return await this.#home.place.send(this.#name(name), file, signal);
    } catch (cause) {
      throw writeFailure(this.path, cause);
    }
  }

  /** The seal as it stands there, to the byte. Throws EngineError `set-damaged`. */
  sealBytes(): Buffer {
    const reading = this.#goodSeal();
    if (!reading) throw new EngineError('set-damaged', { subject: this.id, detail: 'seal' });
    return readWhole(this.#home.place, this.#name(reading.name), SEAL_MAX);
  }

  /** With this a set that was received becomes one. `name` must not be there. */
  putSeal(name: string, bytes: Buffer): Durability {
    return writing(this.path, () => this.#home.place.put(this.#name(name), bytes));
  }

  /** Takes away what a blow has left of files that were being received. */
  clearBegun(): void {
    writing(this.path, () => removeBegun(this.#home.place, this.#home.folder, () => true));
  }

  /** Bytes of a file of it; undefined where there is none. Throws what unreachable places throw. */
  sizeOf(name: string): number | undefined {
    return this.#size(name);
  }

  remove(name: string): void {
    writing(this.path, () => this.#home.place.remove(this.#name(name)));
  }

  /** Where this computer can open it; undefined for one that has to be fetched. */
  localFile(name: string): string | undefined {
    return this.#home.place.localPath(this.#name(name));
  }

  /** What waits here goes: this file, or all of it. */
  unstage(name?: string): void {
    const { staging } = this.#home;
    if (staging === undefined) return;
    if (name === undefined) rmSync(staging, { recursive: true, force: true });
    else rmSync(join(staging, name), { force: true });
  }

  /** Undefined where there is no readable seal. Throws EngineError `set-newer`. */
  readSeal(): SealReading | undefined {
    return this.#goodSeal()?.reading;
  }

  #goodSeal(): { name: string; reading: SealReading } | undefined {
    for (const name of sealCandidates(() => this.#names())) {
      const reading = this.sealState(name);
      if (typeof reading === 'object') return { name, reading };
    }
    return undefined;
  }

  /** What a repair has put beside a file. */
  goodCopies(name: string): string[] {
    return goodCopiesAmong(this.#names(), name);
  }

  /** A file, then its good copies, which are looked for only where they are asked for. */
  *candidates(name: string): Generator<string> {
    yield name;
    yield* this.goodCopies(name);
  }

  #names(): string[] {
    const { place, folder } = this.#home;
    try {
      return place.list(folder).map(({ name }) => name);
    } catch (error) {
      const gone = unreachable(error, place.address);
      if (gone) throw gone;
      return [];
    }
  }

  /** What one of the two seals is worth. Throws EngineError `set-newer`, and what unreachable places throw. */
  sealState(name: string): SealReading | 'missing' | 'damaged' | 'forged' {
    let bytes: Buffer;
    try {
      bytes = readWhole(this.#home.place, this.#name(name), SEAL_MAX);
    } catch (error) {
      if (error instanceof EngineError) throw error;
      return isMissing(error) ? 'missing' : 'damaged';
    }
    try {
      const { seal, sha256, line, proof } = parseSeal(bytes);
      if (seal.set !== this.id) return 'damaged';
      return isProven(this.access, { seal, line, proof }) ? { seal, sealSha256: sha256 } : 'forged';
    } catch (error) {
      if (error instanceof EngineError && error.code === 'set-newer')
        throw new EngineError('set-newer', { subject: this.id, ...(error.detail && { detail: error.detail }) });
      return 'damaged';
    }
  }

  hasAnySeal(): boolean {
    return SEAL_NAMES.some((name) => this.#size(name) !== undefined) || sealsAmong(this.#names()).length > 0;
  }

  manifestState(name: string, seal: Seal): 'good' | 'missing' | 'damaged' {
    return fileState(this.file(name), seal.manifest.size, seal.manifest.sha256);
  }

  /** Name of the first manifest whose bytes are as the seal says. Throws EngineError `set-damaged`. */
  goodManifest(seal: Seal): string {
    const [first, copy] = this.manifestNames;
    for (const names of [[first, copy], this.candidates(first), this.candidates(copy)])
      for (const name of names) if (this.manifestState(name, seal) === 'good') return name;
    throw new EngineError('set-damaged', { subject: this.id, detail: 'manifest' });
  }

  /** `manifest` must be a name from `goodManifest`. Throws EngineError `set-damaged`, `key-needed`. */
  readRoot(manifest: string, seal: Seal): Root {
    const { root: offset, rootSize } = seal.manifest;
    if (rootSize > ROOT_STORED_MAX) throw new EngineError('set-damaged', { subject: this.id, detail: 'root size' });
    const root = parseRoot(decodeFrame(this.read(manifest, offset, rootSize), ROOT_RAW_MAX));
    if (root.set !== this.id) throw new EngineError('set-damaged', { subject: this.id, detail: 'root of another set' });
    return root;
  }

  volumeState(volume: Seal['volumes'][number], readAll: boolean): 'good' | 'missing' | 'size' | 'damaged' {
    const size = this.#size(volume.name);
    if (size === undefined) return 'missing';
    if (size !== volume.size) return 'size';
    if (!readAll) return 'good';
    return fileState(this.file(volume.name), volume.size, volume.sha256) === 'good' ? 'good' : 'damaged';
  }

  /** Itself or a good copy beside it. */
  hasOfSize({ name, size }: { readonly name: string; readonly size: number }): boolean {
    for (const each of this.candidates(name)) if (this.#size(each) === size) return true;
    return false;
  }

  /** Whether this very seal is here, and every file it names in its size: no more than a look, which reads no content. */
  looksThere(sealSha256: string): boolean {
    try {
      const reading = this.readSeal();
      if (reading?.sealSha256 !== sealSha256) return false;
      const { volumes, manifest } = reading.seal;
      return (
        volumes.every((volume) => this.hasOfSize(volume)) &&
        this.manifestNames.some((name) => this.hasOfSize({ name, size: manifest.size }))
      );
    } catch (error) {
      if (error instanceof EngineError && !isPlaceGone(error)) return false;
      throw error;
    }
  }

  /**
   * The seal, then its copy: once the first is durable the set is real, and a copy that finds no room is left to the next run.
   * Answers whether the place confirmed it all.
   */
  writeSeal(content: Seal): boolean {
    const [seal, copy] = SEAL_NAMES;
    const { place } = this.#home;
    const bytes = printSeal(content, proverOf(this.#writeKeys));
    const first = place.put(this.#name(seal), bytes);
    try {
      const second = place.put(this.#name(copy), bytes);
      this.protect();
      return second !== 'unconfirmed' && first !== 'unconfirmed';
    } catch {
      this.#tryRemove(copy);
      return false;
    }
  }

  /** True where the first seal was begun and no more: the copy is begun only once the first is durable. */
  get isHalfSealed(): boolean {
    const [name, copy] = SEAL_NAMES;
    return this.#size(copy) === undefined && this.sealState(name) === 'damaged';
  }

  /** Writes the second seal where a run ended before it had, and protects what it had not; the first is never touched. */
  completeSealCopy(): void {
    const { place, folder } = this.#home;
    if (!this.#isWhole(SEAL_NAMES[0])) return;
    writing(this.path, () => completeSealCopy(place, folder));
    this.protect();
  }

  /** Asks the place to keep what is sealed as it is, unless its last file is kept so: of a whole set the second seal. Never throws. */
  protect(last: string = SEAL_NAMES[1]): void {
    this.#home.place.protect(this.#home.folder, last);
  }

  lockOf(name: string): PlaceLock | undefined {
    return this.#home.place.lockOf(this.#name(name));
  }

  /** A seal of a newer program is none of ours to complete. */
  #isWhole(name: string): boolean {
    try {
      return typeof this.sealState(name) === 'object';
    } catch (error) {
      if (error instanceof EngineError) return false;
      throw error;
    }
  }

  /** Undefined in a vault that is not encrypted. Throws EngineError `key-needed` rather than answer that. */
  get #writeKeys(): WriteKeys | undefined {
    if (this.access && !this.access.write) throw new EngineError('key-needed', { subject: this.path });
    return this.access?.write;
  }

  /** Only for an unsealed set of one's own unfinished run. */
  discard(): void {
    if (this.hasAnySeal() && !this.isHalfSealed)
      throw new EngineError('internal', { subject: this.id, detail: 'refused to discard a sealed set' });
    this.#home.place.removeFolder(this.#home.folder);
    this.unstage();
  }

  /** Removes every file but these: what an interrupted run had not brought behind it. */
  keepOnly(names: ReadonlySet<string>): void {
    const { place, folder, staging } = this.#home;
    this.unstage();
    if (staging !== undefined) mkdirSync(staging, { recursive: true, mode: 0o700 });
    for (const { name } of place.list(folder)) if (!names.has(name)) place.remove(this.#name(name));
  }

  #name(file: string): string {
    return `${this.#home.folder}/${file}`;
  }

  /** Throws what unreachable places throw. */
  #size(name: string): number | undefined {
    try {
      return this.#home.place.size(this.#name(name));
    } catch (error) {
      const gone = unreachable(error, this.#home.place.address);
      if (gone) throw gone;
      return undefined;
    }
  }

  #tryRemove(name: string): void {
    try {
      this.#home.place.remove(this.#name(name));
    } catch {
      // The next run completes it.
    }
  }
}
