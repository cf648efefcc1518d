import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ShadowWhy } from '../../electron/contract/index.ts';
import { isWithin, type RawPath, rawFromText } from '../../electron/engine/base/index.ts';
import type { MadeShadows, ShadowMaker, VolumePlace } from '../../electron/engine/source/index.ts';

/** A copy of a folder, made at once: what a shadow copy is to its readers. */
export function copyNow(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  execFileSync('cp', ['-a', `${from}/.`, to]);
}

/** Shadow copies of folders that stand for volumes, kept in a folder by the id they were asked for with. */
export class SimulatedShadows implements ShadowMaker {
  readonly folder: string;
  readonly #volumes: Readonly<Record<string, string>>;
  /** What happens right after they were made, before anybody reads. */
  onMade: (roots: readonly string[]) => void = () => undefined;
  /** Makes none any more, for this reason. */
  refusal: ShadowWhy | undefined;

  /** `volumes`: their names, and the folder that each one's root is. */
  constructor(folder: string, volumes: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.#volumes = volumes;
  }

  /** Ids of which something is there. */
  get ids(): string[] {
    return existsSync(this.folder) ? readdirSync(this.folder) : [];
  }

  placeOf(path: RawPath): VolumePlace | undefined {
    for (const [volume, folder] of Object.entries(this.#volumes)) {
      const root = rawFromText(folder);
      if (path === root) return { volume, below: '' as RawPath };
      if (isWithin(path, root)) return { volume, below: path.slice(root.length + 1) as RawPath };
    }
    return undefined;
  }

  async make(id: string, volumes: readonly string[], signal?: AbortSignal): Promise<MadeShadows> {
    const roots = new Map<string, RawPath>();
    const why: ShadowWhy[] = [];
    for (const volume of volumes) {
      const folder = this.#volumes[volume];
      if (this.refusal || signal?.aborted || folder === undefined || !existsSync(folder)) {
        why.push(this.refusal ?? 'failed');
        continue;
      }
      const to = join(this.folder, id, volume);
      copyNow(folder, to);
      roots.set(volume, rawFromText(`${to}/`));
    }
    this.onMade([...roots.values()]);
    return { roots, why };
  }

  async remove(id: string): Promise<boolean> {
    rmSync(join(this.folder, id), { recursive: true, force: true });
    return true;
  }
}
