import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ejectError, type Volume, type Volumes } from '../../electron/engine/disk/volume-port.ts';

/**
 * Disks that can be plugged in and out: folders that are moved between a drawer and a mount folder. They keep their ids, and
 * get whatever mount point is asked for.
 */
export class PluggableDisks implements Volumes {
  readonly #mounts: string;
  readonly #drawer: string;
  readonly #mounted = new Map<string, string>();
  /** Disks that something else has open. */
  readonly busy = new Set<string>();

  constructor(folder: string) {
    this.#mounts = join(folder, 'mounts');
    this.#drawer = join(folder, 'drawer');
    for (const path of [this.#mounts, this.#drawer]) mkdirSync(path, { recursive: true });
  }

  /** Plugs it in; a disk that is asked for for the first time is new and empty. Gives where it is. */
  plugIn(disk: string, mountPoint = disk): string {
    const [from, root] = [join(this.#drawer, disk), join(this.#mounts, mountPoint)];
    if (existsSync(from)) renameSync(from, root);
    else mkdirSync(root);
    this.#mounted.set(disk, root);
    return root;
  }

  pullOut(disk: string): void {
    renameSync(this.#mounted.get(disk) as string, join(this.#drawer, disk));
    this.#mounted.delete(disk);
  }

  async list(): Promise<Volume[]> {
    return [...this.#mounted].map(([disk, root]) => ({ root, id: `uuid:${disk}`, label: disk.toUpperCase() }));
  }

  async eject(root: string): Promise<void> {
    const disk = [...this.#mounted].find(([, path]) => path === root)?.[0];
    if (disk === undefined) throw ejectError('ENOTSUP', basename(root));
    if (this.busy.has(disk)) throw ejectError('EBUSY', disk);
    this.pullOut(disk);
  }

  /** Names of files on a disk, plugged in or not. */
  namesOn(disk: string): string[] {
    return readdirSync(this.#mounted.get(disk) ?? join(this.#drawer, disk)).sort();
  }
}
