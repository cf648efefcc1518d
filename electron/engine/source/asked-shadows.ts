import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { type ShadowWhy, zShadowWhy } from '../../contract/index.ts';
import { errnoOf, type RawPath, rawFromText } from '../base/index.ts';
import type { MadeShadows, ShadowMaker, VolumePlace } from './shadow-maker.ts';

/** Windows gives the programs that hold files open up to a minute to let go of them for a moment. */
const MAKING_MS = 120_000;
/** A helper that has not even taken a request by then does not run: scripts may be forbidden here. */
const TAKING_MS = 30_000;
const REMOVING_MS = 20_000;
const LOOK_MS = 250;
const ANSWER_BYTES_MAX = 64 * 1024;

export interface Helper {
  /** Its folder: `ask`, in which anybody may lay a file and nobody may change one, and `told`, which only the helper writes. */
  readonly folder: string;
  /** Has it look into `ask`. Throws where the system refuses. */
  readonly wake: () => Promise<void>;
  /** Left out: as long as Windows may need. */
  readonly patience?: { readonly makingMs: number; readonly takingMs: number; readonly removingMs: number };
}

/** The only form in which a device is taken over from an answer. */
const DEVICE = /^\\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy\d{1,9}$/;

const zAnswer = z.object({
  done: z.boolean(),
  shadows: z.array(z.object({ letter: z.string().regex(/^[A-Z]$/), device: z.string().max(200) })).max(26),
  refused: z.array(z.object({ why: zShadowWhy.catch('failed') })).max(26),
});

/**
 * Shadow copies by a helper with the rights to make them, which ordinary staff have not: docs/SECURITY.md says what it takes and what it never does. A
 * request is a file of drive letters, its name the id; the answer is a file of that name. Neither side ever runs anything that the other has said.
 */
export class AskedShadows implements ShadowMaker {
  readonly #helper: Helper;
  readonly #device: RegExp;

  /** `device`: what a path in an answer has to look like; only tests have others. */
  constructor(helper: Helper, device: RegExp = DEVICE) {
    this.#helper = helper;
    this.#device = device;
  }

  /** Only what has a drive letter: a share, and a volume that is only reached through a folder, have none. */
  placeOf(path: RawPath): VolumePlace | undefined {
    const [, letter, below] = /^(?:\/\/\?\/)?([a-z]):\/?(.*)$/i.exec(path) ?? [];
    return letter === undefined ? undefined : { volume: letter.toUpperCase(), below: (below ?? '') as RawPath };
  }

  async make(id: string, volumes: readonly string[], signal?: AbortSignal): Promise<MadeShadows> {
    if (!existsSync(join(this.#helper.folder, 'ask'))) return nothing('not-installed');
    if (signal?.aborted || !(await this.#ask(`${id}.ask`, volumes.join('')))) return nothing('refused');
    const { makingMs = MAKING_MS, takingMs = TAKING_MS } = this.#helper.patience ?? {};
    const began = performance.now();
    const isWaiting = (): boolean => {
      const waitedMs = performance.now() - began;
      const isTaken = !existsSync(join(this.#helper.folder, 'ask', `${id}.ask`));
      return waitedMs < (isTaken ? makingMs : takingMs) && !signal?.aborted;
    };
    for (;;) {
      const answer = this.#answer(id);
      if (answer?.done) return this.#madeOf(answer);
      if (!isWaiting()) break;
      await setTimeout(LOOK_MS);
    }
    return nothing('no-answer');
  }

  async remove(id: string): Promise<boolean> {
    const ask = join(this.#helper.folder, 'ask');
    // Whoever has taken the helper away has taken away what it had made.
    if (!existsSync(ask)) return true;
    const isGone = (): boolean => !existsSync(this.#told(id)) && !existsSync(join(ask, `${id}.ask`));
    if (isGone()) return true;
    if (!(await this.#ask(`${id}.end`, ''))) return false;
    const end = performance.now() + (this.#helper.patience?.removingMs ?? REMOVING_MS);
    while (!isGone() && performance.now() < end) await setTimeout(LOOK_MS);
    return isGone();
  }

  async #ask(name: string, letters: string): Promise<boolean> {
    try {
      writeFileSync(join(this.#helper.folder, 'ask', name), letters, { flag: 'wx' });
    } catch (error) {
      // It was asked before and has not looked yet.
      if (errnoOf(error) !== 'EEXIST') return false;
    }
    try {
      await this.#helper.wake();
      return true;
    } catch {
      return false;
    }
  }

  #answer(id: string): z.infer<typeof zAnswer> | undefined {
    try {
      const text = readFileSync(this.#told(id));
      if (text.length > ANSWER_BYTES_MAX) return undefined;
      return zAnswer.parse(JSON.parse(text.toString('utf8').replace(/^\uFEFF/, '')));
    } catch {
      // Not there yet, or only half of it.
      return undefined;
    }
  }

  #madeOf({ shadows, refused }: z.infer<typeof zAnswer>): MadeShadows {
    const sound = shadows.filter(({ device }) => this.#device.test(device));
    const why = [...refused.map((each) => each.why), ...(sound.length < shadows.length ? (['failed'] as const) : [])];
    const roots = sound.map(({ letter, device }): [string, RawPath] => [
      letter,
      rawFromText(`${device.replaceAll('\\', '/')}/`),
    ]);
    return { roots: new Map(roots), why };
  }

  #told(id: string): string {
    return join(this.#helper.folder, 'told', `${id}.json`);
  }
}

function nothing(why: ShadowWhy): MadeShadows {
  return { roots: new Map(), why: [why] };
}
