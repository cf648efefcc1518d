import { type CallName, CALLS, type FolderPurpose, type Plan } from '../contract/index.ts';

type Purpose = FolderPurpose | 'source';

/**
 * Which paths the window may speak of. A path becomes usable when a person has picked it in a native dialog in this
 * session, for the purpose of that dialog, or when the service has reported it as part of an existing plan.
 */
export class Grants {
  readonly #granted: Record<Purpose, Set<string>> = {
    source: new Set(),
    vault: new Set(),
    'opened-vault': new Set(),
    target: new Set(),
  };
  #plans: readonly Plan[] = [];

  grant(purpose: Purpose, path: string): void {
    this.#granted[purpose].add(path);
  }

  plansReported(plans: readonly Plan[]): void {
    this.#plans = plans;
  }

  allows(purpose: Purpose, path: string): boolean {
    if (this.#granted[purpose].has(path)) return true;
    if (purpose === 'source') {
      return this.#plans.some((plan) => plan.origin === 'here' && plan.sources.some((source) => source.path === path));
    }
    return purpose !== 'target' && this.#plans.some((plan) => plan.vault === path);
  }

  /** The first path of this request that nobody has granted; undefined if there is none. Input that does not parse is the service's to refuse. */
  refusedPath(call: CallName, input: unknown): string | undefined {
    return wishesOf(call, input).find(({ purpose, path }) => !this.allows(purpose, path))?.path;
  }
}

interface Wish {
  readonly purpose: Purpose;
  readonly path: string;
}

function wishesOf(call: CallName, input: unknown): Wish[] {
  if (call === 'plan.add') {
    const parsed = CALLS['plan.add'].input.safeParse(input);
    if (!parsed.success) return [];
    const sources = parsed.data.sources.map((path): Wish => ({ purpose: 'source', path }));
    return [...sources, { purpose: 'vault', path: parsed.data.vault }];
  }
  if (call === 'plan.edit') {
    const parsed = CALLS['plan.edit'].input.safeParse(input);
    return (parsed.data?.change.sources ?? []).map((path): Wish => ({ purpose: 'source', path }));
  }
  if (call === 'plan.estimate') {
    const parsed = CALLS['plan.estimate'].input.safeParse(input);
    if (!parsed.success) return [];
    const { sources, vault } = parsed.data;
    const wishes = sources.map((path): Wish => ({ purpose: 'source', path }));
    return vault === undefined ? wishes : [...wishes, { purpose: 'vault', path: vault }];
  }
  if (call === 'vault.open') {
    const parsed = CALLS['vault.open'].input.safeParse(input);
    return parsed.success ? [{ purpose: 'opened-vault', path: parsed.data.place }] : [];
  }
  if (call === 'restore.preview' || call === 'restore.start') {
    const parsed = CALLS[call].input.safeParse(input);
    if (!parsed.success) return [];
    const { target } = parsed.data;
    // The original place is the plan's own, and what is there is kept or kept aside.
    return target.kind === 'original-place' ? [] : [{ purpose: 'target', path: target.path }];
  }
  return [];
}
