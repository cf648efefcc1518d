import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanInput } from '../../../../electron/contract/index.ts';
import { IsolatedEngine } from '../../../../electron/service/apart/isolated-engine.ts';
import type { Patience } from '../../../../electron/service/apart/patience.ts';
import { EnginePlace } from '../../../support/engine-place.ts';

const CHEAP_LOG_N = 8;

/** A folder with a home, vaults and sources, and an engine on it whose places are worked with by other processes. */
export class IsolatedPlace {
  readonly place = new EnginePlace('isolated');
  readonly reported: unknown[] = [];
  #engine: IsolatedEngine | undefined;

  async open(patience: Partial<Patience> = {}): Promise<IsolatedEngine> {
    await this.#engine?.close();
    this.#engine = await IsolatedEngine.open({
      options: { home: this.place.home, vaultReadme: 'A vault of a test.\n', passphraseLogN: CHEAP_LOG_N },
      patience,
      report: (error) => this.reported.push(error),
    });
    return this.#engine;
  }

  /** A plan of its own source, which holds some text files, and its own vault. */
  async addPlan(
    engine: IsolatedEngine,
    name: string,
    input: Partial<PlanInput> = {},
    secret?: { passphrase: string },
  ): Promise<string> {
    const source = this.place.path(`source of ${name}`);
    mkdirSync(source, { recursive: true });
    for (let n = 0; n < 20; n++) writeFileSync(join(source, `letter-${n}.txt`), `letter ${n} of ${name}\n`.repeat(n));
    const plan = { name, sources: [source], vault: this.place.path(`vault of ${name}`), ...input };
    return (await engine.planAdd(plan, secret)).id;
  }

  async remove(): Promise<void> {
    await this.#engine?.close();
    this.#engine = undefined;
    await this.place.remove();
  }
}

/** A promise that a job may be watched by: it resolves once the job says that it is in this phase. */
export function entering(phase: string): { reached: Promise<void>; onProgress: (sample: { phase: string }) => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { reached: promise, onProgress: (sample) => sample.phase === phase && resolve() };
}
