import type {
  Conflict,
  Plan,
  RestoreInput,
  RestorePreview,
  RestoreResult,
  RestoreTarget,
} from '../../electron/contract/index.ts';
import type { Story } from './route.ts';

/** Where files may go: a folder and a ZIP file have a path once one was chosen. */
export type Place =
  | { readonly kind: 'original-place' }
  | { readonly kind: 'folder'; readonly path?: string }
  | { readonly kind: 'zip'; readonly path?: string };

/** What is offered first. After a ransom note nothing goes back where it was, and of another computer only what is asked for. */
export function firstPlace(story: Story | undefined, origin: Plan['origin'] | undefined): Place {
  if (story === 'ransom' || (origin === 'vault' && story !== 'new-computer')) return { kind: 'folder' };
  return { kind: 'original-place' };
}

/** What is done first with files that are there: a wrong one is what the saved one is to replace, and it is kept aside. */
export function firstRule(story: Story | undefined, place: Place): Conflict {
  return story === 'wrong' && place.kind === 'original-place' ? 'replace' : 'keep-both';
}

/** The target of a request; undefined while its path has not been chosen. */
export function targetOf(place: Place): RestoreTarget | undefined {
  if (place.kind === 'original-place') return place;
  return place.path === undefined ? undefined : { kind: place.kind, path: place.path };
}

/** Where a stored path lay, in the writing of the system it comes from; undefined where the plan no longer names its source. */
export function originalPathOf(plan: Pick<Plan, 'sources'>, path: string): string | undefined {
  const [label, ...rest] = path.split('/');
  const source = plan.sources.find((one) => one.label === label);
  return source && joined(source.path, rest);
}

export function joined(folder: string, parts: readonly string[]): string {
  const separator = /^[A-Za-z]:|^\\\\/.test(folder) ? '\\' : '/';
  return parts.reduce((path, part) => (/[\\/]$/.test(path) ? path + part : path + separator + part), folder);
}

/** The folder a path of any system lies in; a drive or the root lies in itself. */
export function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  if (end < 0) return path;
  const isRoot = end === 0 || (end === 2 && path[1] === ':');
  return path.slice(0, isRoot ? end + 1 : end);
}

export interface Landed {
  /** Whether `path` is the one file that was restored; else it is a folder, or several of them. */
  readonly kind: 'file' | 'folder' | 'zip';
  readonly paths: readonly string[];
  /** The folders in it that the files lie in: in a chosen folder each source has one of its own. */
  readonly labels?: readonly string[];
}

/** Where the files are now, as exactly as it can be said. */
export function landedAt(
  plan: Pick<Plan, 'sources'> | undefined,
  input: Pick<RestoreInput, 'target'> & { readonly paths: readonly string[] },
  result: RestoreResult,
): Landed {
  if (input.target.kind === 'zip') return { kind: 'zip', paths: [result.to] };
  const [only] = input.paths;
  const isOneFile = input.paths.length === 1 && result.files.requested === 1;
  if (only === undefined || !isOneFile) {
    if (!plan) return { kind: 'folder', paths: [result.to] };
    if (input.target.kind === 'folder')
      return { kind: 'folder', paths: [result.to], labels: labelsOf(plan, input.paths) };
    const places = input.paths.map((path) => originalPathOf(plan, path)).filter((path) => path !== undefined);
    return { kind: 'folder', paths: places.length > 0 ? places : plan.sources.map(({ path }) => path) };
  }
  const as = result.renamed.find(({ path }) => path === only)?.as;
  const place =
    input.target.kind === 'folder' ? joined(result.to, only.split('/')) : plan && originalPathOf(plan, only);
  return { kind: 'file', paths: [as ?? place ?? result.to] };
}

/** The folders of the sources that these stored paths lie in; no paths mean all of them. */
export function labelsOf(plan: Pick<Plan, 'sources'>, paths: readonly string[]): string[] {
  if (paths.length === 0) return plan.sources.map(({ label }) => label);
  return [...new Set(paths.map((path) => path.split('/', 1)[0] ?? path))];
}

/** Where the files will be, from what a preview has counted. A name that is taken gets another one: then only its folder is known. */
export function landingOf(
  plan: Pick<Plan, 'sources'> | undefined,
  input: Pick<RestoreInput, 'target'> & { readonly paths: readonly string[] },
  { to, counts }: Pick<RestorePreview, 'to' | 'counts'>,
): Landed {
  if (input.target.kind !== 'folder' || !plan) return { kind: 'folder', paths: [to] };
  const [only] = input.paths;
  const { folders, ...files } = counts;
  const isOneFile = input.paths.length === 1 && folders === 0 && Object.values(files).reduce((a, b) => a + b, 0) === 1;
  if (only === undefined || !isOneFile) return { kind: 'folder', paths: [to], labels: labelsOf(plan, input.paths) };
  const path = joined(to, only.split('/'));
  return counts.keepBoth > 0 ? { kind: 'folder', paths: [folderOf(path)] } : { kind: 'file', paths: [path] };
}

/** The folder to open for what has landed: the one that holds it. */
export function folderToOpen(landed: Landed): string | undefined {
  const [first] = landed.paths;
  if (first === undefined) return undefined;
  return landed.kind === 'folder' ? first : folderOf(first);
}
