import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Rotation {
  /** The newest file; older ones stand beside it as `strongroom.1.log` and so on, the oldest with the highest number. */
  readonly path: string;
  readonly maxBytes: number;
  /** With the newest. */
  readonly maxFiles: number;
}

/**
 * A log on disk that never takes more room than it was given and never stops a backup: a line that cannot be written is
 * counted, and the count is written as soon as writing works again. Each line is on disk, as far as the system knows,
 * before `write` returns.
 */
export class RotatingFile {
  readonly #rotation: Rotation;
  #size: number | undefined;
  #lost = 0;

  constructor(rotation: Rotation) {
    this.#rotation = rotation;
  }

  write(line: string): void {
    try {
      if (this.#lost > 0) this.#append(`${JSON.stringify({ level: 40, msg: 'lines lost', lines: this.#lost })}\n`);
      this.#lost = 0;
      this.#append(line);
    } catch {
      // No room or no folder: whatever the reason, there is nowhere to tell it.
      this.#lost += 1;
      this.#size = undefined;
    }
  }

  #append(line: string): void {
    const { path, maxBytes } = this.#rotation;
    const bytes = Buffer.byteLength(line);
    this.#size ??= this.#open();
    if (this.#size > 0 && this.#size + bytes > maxBytes) {
      this.#rotate();
      this.#size = 0;
    }
    appendFileSync(path, line, { mode: 0o600 });
    this.#size += bytes;
  }

  #open(): number {
    mkdirSync(dirname(this.#rotation.path), { recursive: true, mode: 0o700 });
    return statSync(this.#rotation.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  #rotate(): void {
    const { path, maxFiles } = this.#rotation;
    for (let number = maxFiles - 1; number > 0; number -= 1) {
      const [from, to] = [number === 1 ? path : numbered(path, number - 1), numbered(path, number)];
      if (!statSync(from, { throwIfNoEntry: false })) continue;
      rmSync(to, { force: true });
      renameSync(from, to);
    }
    if (maxFiles === 1) rmSync(path, { force: true });
  }
}

/** `strongroom.log` and 2: `strongroom.2.log`. */
function numbered(path: string, number: number): string {
  return path.replace(/(\.[^.]*)?$/, (ending) => `.${number}${ending}`);
}
