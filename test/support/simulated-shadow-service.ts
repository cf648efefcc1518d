import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyNow } from './simulated-shadows.ts';

/** Does what the helper of Windows does with the same files, with folders for volumes and copies for shadow copies. */
export class SimulatedShadowService {
  readonly folder: string;
  readonly #drives: string;
  readonly #shadows: string;
  /** Letters that were asked for, request by request. */
  readonly asked: string[] = [];

  /** `drives`: folder with a folder for each letter. */
  constructor(folder: string, drives: string) {
    this.folder = join(folder, 'helper');
    this.#drives = drives;
    this.#shadows = join(folder, 'shadows');
    for (const name of ['ask', 'told']) mkdirSync(join(this.folder, name), { recursive: true });
  }

  readonly look = async (): Promise<void> => {
    const ask = join(this.folder, 'ask');
    for (const name of readdirSync(ask).sort()) {
      const [, id = '', verb] = /^([a-z0-9]+)\.(ask|end)$/.exec(name) ?? [];
      const letters = readFileSync(join(ask, name), 'utf8');
      rmSync(join(ask, name));
      if (verb === 'ask') this.#make(id, letters);
      if (verb === 'end') this.#end(id);
    }
  };

  #make(id: string, letters: string): void {
    this.asked.push(letters);
    const there = letters.split('').filter((letter) => existsSync(join(this.#drives, letter)));
    const shadows = there.map((letter) => {
      const device = join(this.#shadows, id, letter);
      copyNow(join(this.#drives, letter), device);
      return { letter, id: `{${id}-${letter}}`, device };
    });
    const refused = letters
      .split('')
      .filter((letter) => !there.includes(letter))
      .map(() => ({ why: 'not-supported' }));
    this.tell(id, { done: true, owner: 'S-1-5-21-1', shadows, refused });
  }

  #end(id: string): void {
    rmSync(join(this.#shadows, id), { recursive: true, force: true });
    rmSync(join(this.folder, 'told', `${id}.json`), { force: true });
  }

  tell(id: string, answer: unknown): void {
    const path = join(this.folder, 'told', `${id}.json`);
    writeFileSync(`${path}.new`, typeof answer === 'string' ? answer : `\uFEFF${JSON.stringify(answer)}`);
    renameSync(`${path}.new`, path);
  }
}
