import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Which processes work with which shares, and that their connection is ours: Windows keeps one beyond the process that made it, so one
 * that was killed leaves it to whoever comes next. A file `<share>.<process>` for each, in a folder of the data folder.
 */
export class ShareNotes {
  readonly #folder: string;
  readonly #isAlive: (pid: number) => boolean;
  readonly #pid: number;

  constructor(folder: string, { pid = process.pid, isAlive = isRunning } = {}) {
    this.#folder = folder;
    this.#pid = pid;
    this.#isAlive = isAlive;
  }

  /** Before the connection is made. */
  write(share: string): void {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, `${nameOf(share)}.${this.#pid}`), '');
  }

  /** Whether a process of ours made the connection that there is, even one that is gone. */
  isOurs(share: string): boolean {
    return this.#pids(share).length > 0;
  }

  /** Whether another process works with it. Notes of processes that are gone go, too. */
  isUsedByOthers(share: string): boolean {
    const others = this.#pids(share).filter((pid) => pid !== this.#pid);
    for (const pid of others.filter((each) => !this.#isAlive(each))) this.#remove(share, pid);
    return others.some((pid) => this.#isAlive(pid));
  }

  remove(share: string): void {
    this.#remove(share, this.#pid);
  }

  #pids(share: string): number[] {
    const name = nameOf(share);
    return this.#names().flatMap((each) => (each.startsWith(`${name}.`) ? [Number(each.slice(name.length + 1))] : []));
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder);
    } catch {
      return [];
    }
  }

  #remove(share: string, pid: number): void {
    try {
      rmSync(join(this.#folder, `${nameOf(share)}.${pid}`), { force: true });
    } catch {
      // One that a scanner holds is taken away by the next that works with the share.
    }
  }
}

/** Says nothing of who uses what to whoever looks at the folder. */
function nameOf(share: string): string {
  return createHash('sha256').update(share.toLowerCase()).digest('hex').slice(0, 16);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
