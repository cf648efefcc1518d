import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupResult, PlanInput, RestoreResult, SetKind } from '../../electron/contract/index.ts';
import type { Volumes } from '../../electron/engine/disk/index.ts';
import {
  type CheckpointRules,
  type Engine,
  EngineError,
  type EngineOptions,
  openEngine,
} from '../../electron/engine/engine.ts';

/** A guess costs a thousandth of what it costs in the product. */
const CHEAP_LOG_N = 8;

/** A folder of its own with a home, a vault and one source, and the engine on it. Everything is gone after `remove`. */
export class EnginePlace {
  readonly folder: string;
  readonly #engines: Engine[] = [];
  #restores = 0;

  constructor(name = 'engine') {
    this.folder = mkdtempSync(join(tmpdir(), `strongroom-${name}-`));
  }

  get home(): string {
    return this.path('home');
  }

  get vault(): string {
    return this.path('vault');
  }

  get source(): string {
    return this.path('source');
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  makeFolder(...parts: string[]): string {
    mkdirSync(this.path(...parts), { recursive: true });
    return this.path(...parts);
  }

  async open(home = this.home, checkpoints?: CheckpointRules, volumes?: Volumes): Promise<Engine> {
    return this.openWith({ home, ...(checkpoints && { checkpoints }), ...(volumes && { volumes }) });
  }

  async openWith(options: Partial<EngineOptions>): Promise<Engine> {
    const engine = await openEngine({
      home: this.home,
      vaultReadme: 'A vault of a test.\n',
      passphraseLogN: CHEAP_LOG_N,
      ...options,
    });
    this.#engines.push(engine);
    return engine;
  }

  /** An engine with the plan `P` of the source. */
  async withPlan(input: Partial<PlanInput> = {}): Promise<Engine> {
    mkdirSync(this.source, { recursive: true });
    const engine = await this.open();
    await engine.planAdd({ name: 'P', sources: [this.source], vault: this.vault, ...input });
    return engine;
  }

  /** Restores everything of a point into a new folder; answers the result and where the source's tree now is. */
  async restore(engine: Engine, at: string, plan = 'P'): Promise<{ result: RestoreResult; tree: string; to: string }> {
    const to = this.path(`restored-${++this.#restores}`);
    const result = await engine.restore({ plan, at, target: { kind: 'folder', path: to } });
    return { result, tree: join(to, 'source'), to };
  }

  async remove(): Promise<void> {
    for (const engine of this.#engines.splice(0)) await engine.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The set of a run that must have made one. */
export function setOf(result: BackupResult): string {
  if (result.setId === null) throw new Error(`no set was made: ${result.outcome}`);
  return result.setId;
}

export async function backUp(engine: Engine, kind?: SetKind): Promise<string> {
  return setOf(await engine.backup({ plan: 'P', ...(kind && { kind }) }));
}

/** The code of the EngineError that a piece of work fails with; anything else is thrown on. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'no failure';
}
