import { createHash } from 'node:crypto';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { type CallName, CALLS, type FolderPurpose, type Job, type Plan } from '../contract/index.ts';

/**
 * `credentials` is a file with what a place asks for; `zip` is a file to be made; `profile` is where the folders of an old profile may be mapped to; `config` is no path but
 * the name of a text that was read, because plans come with it and with them paths.
 */
type Purpose = FolderPurpose | 'source' | 'credentials' | 'zip' | 'profile' | 'config';

/**
 * Which paths the window may speak of. A path becomes usable when a person has picked it in a native dialog in this
 * session, for the purpose of that dialog, or when the service has reported it as part of an existing plan. Giving files
 * back to where they came from names no path, so it needs no grant.
 */
export class Grants {
  readonly #granted: Record<Purpose, Set<string>> = {
    source: new Set(),
    vault: new Set(),
    'opened-vault': new Set(),
    target: new Set(),
    credentials: new Set(),
    zip: new Set(),
    profile: new Set(),
    config: new Set(),
  };
  readonly #reported = new Set<string>();
  readonly #restoredPlans = new Set<string>();
  #plans: readonly Plan[] = [];

  grant(purpose: Purpose, path: string): void {
    this.#granted[purpose].add(path);
  }

  /** A person has picked the file that holds this text. */
  grantConfig(text: string): void {
    this.grant('config', nameOfText(text));
  }

  plansReported(plans: readonly Plan[]): void {
    this.#plans = plans;
  }

  /** Where finished jobs have written to. */
  jobsReported(jobs: readonly Pick<Job, 'planId' | 'result'>[]): void {
    for (const { planId, result } of jobs) {
      if (!result || !('to' in result)) continue;
      this.#reported.add(result.to);
      this.#restoredPlans.add(planId);
    }
  }

  /** An answer of the service as it passes by: the history says where restores went. */
  replied(call: CallName, value: unknown): void {
    if (call !== 'run.list') return;
    const page = CALLS['run.list'].output.safeParse(value);
    for (const { to } of page.data?.rows ?? []) if (to !== undefined) this.#reported.add(to);
  }

  allows(purpose: Purpose, path: string): boolean {
    if (this.#granted[purpose].has(path)) return true;
    if (purpose === 'source') {
      return this.#plans.some((plan) => plan.origin === 'here' && plan.sources.some((source) => source.path === path));
    }
    if (purpose === 'profile') {
      const roots = [...this.#granted.profile, ...this.#granted.target, ...this.#granted.source];
      return roots.some((root) => isIn(root, path));
    }
    return (purpose === 'vault' || purpose === 'opened-vault') && this.#plans.some((plan) => isPlaceOf(plan, path));
  }

  /** Whether the file browser of the system may be opened there: where something was restored to, or a folder in it. */
  mayShow(path: string): boolean {
    if (this.#granted.zip.has(path)) return true;
    const zipFolders = [...this.#granted.zip].map((zip) => dirname(zip));
    // What another computer's plan names is only a text, until files have been given back there.
    const plans = this.#plans.filter(({ id, origin }) => origin === 'here' || this.#restoredPlans.has(id));
    const sources = plans.flatMap((plan) => plan.sources.map((source) => source.path));
    const roots = [...this.#granted.target, ...this.#granted.profile, ...this.#reported, ...sources];
    return zipFolders.includes(path) || roots.some((root) => isIn(root, path));
  }

  /** The first path of this request that nobody has granted; undefined if there is none. Input that does not parse is the service's to refuse. */
  refusedPath(call: CallName, input: unknown): string | undefined {
    return wishesOf(call, input).find(({ purpose, path }) => !this.allows(purpose, path))?.path;
  }
}

function isPlaceOf({ vault, places, copies }: Plan, path: string): boolean {
  return vault === path || [...places, ...(copies ?? [])].some(({ place }) => place === path);
}

function nameOfText(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function isIn(root: string, path: string): boolean {
  // A path that says the same in another way is not compared at all.
  if (resolve(path) !== path) return false;
  const way = relative(root, path);
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}

interface Wish {
  readonly purpose: Purpose;
  readonly path: string;
}

type Wishes = { readonly [N in CallName]?: (input: unknown) => Wish[] };

const wishes = <N extends CallName>(
  call: N,
  read: (input: ReturnType<(typeof CALLS)[N]['input']['parse']>) => Wish[],
): Wishes => ({
  [call]: (input: unknown) => {
    const parsed = CALLS[call].input.safeParse(input);
    return parsed.success ? read(parsed.data as never) : [];
  },
});

const of =
  (purpose: Purpose) =>
  (path: string): Wish => ({ purpose, path });
const optional = (purpose: Purpose, path: string | undefined) => (path === undefined ? [] : [{ purpose, path }]);

const restoreWishes = (input: ReturnType<(typeof CALLS)['restore.start']['input']['parse']>): Wish[] => {
  const places = input.map.map(({ to }) => of('profile')(to));
  if (input.target.kind === 'original-place') return places;
  return [of(input.target.kind === 'zip' ? 'zip' : 'target')(input.target.path), ...places];
};

const placeWishes = (input: { place: string; credentials?: string | undefined }): Wish[] => [
  of('vault')(input.place),
  ...optional('credentials', input.credentials),
];

const WISHES: Wishes = {
  ...wishes('plan.add', (input) => [
    ...input.sources.map(of('source')),
    of('vault')(input.vault),
    ...optional('credentials', input.credentials),
  ]),
  ...wishes('plan.edit', ({ change }) => [
    ...(change.sources ?? []).map(of('source')),
    ...optional('opened-vault', change.vault),
    ...optional('credentials', change.credentials),
  ]),
  ...wishes('disk.add', placeWishes),
  ...wishes('copy.add', placeWishes),
  ...wishes('plan.estimate', (input) => [...input.sources.map(of('source')), ...optional('vault', input.vault)]),
  ...wishes('plan.adopt', (input) => input.sources.map(({ path }) => of('profile')(path))),
  ...wishes('place.test', placeWishes),
  ...wishes('vault.look', placeWishes),
  ...wishes('vault.open', (input) => [of('opened-vault')(input.place), ...optional('credentials', input.credentials)]),
  ...wishes('restore.preview', restoreWishes),
  ...wishes('restore.start', restoreWishes),
  ...wishes('config.import', ({ json }) => [of('config')(nameOfText(json))]),
  ...wishes('diagnostics.make', (input) => optional('zip', input.to)),
};

function wishesOf(call: CallName, input: unknown): Wish[] {
  return WISHES[call]?.(input) ?? [];
}
