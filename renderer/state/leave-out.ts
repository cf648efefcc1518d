/** Kinds of files that a person may leave out by a tick, in the patterns of the engine. */
export const LEAVE_OUT_GROUPS = {
  videos: ['*.mp4', '*.mkv', '*.avi', '*.mov', '*.wmv'],
  music: ['*.mp3', '*.flac', '*.wav', '*.m4a', '*.wma'],
  images: ['*.iso', '*.vhd', '*.vhdx', '*.msi', '*.dmg'],
  archives: ['*.zip', '*.rar', '*.7z', '*.gz'],
  temporary: ['*.tmp', '*.temp', '*.part', '*.crdownload'],
} as const;
export type LeaveOutGroup = keyof typeof LEAVE_OUT_GROUPS;
export const LEAVE_OUT_KEYS: readonly LeaveOutGroup[] = ['videos', 'music', 'images', 'archives', 'temporary'];

/** A group is ticked where every pattern of it is left out. */
export function isLeftOut(exclude: readonly string[], group: LeaveOutGroup): boolean {
  return LEAVE_OUT_GROUPS[group].every((pattern) => exclude.includes(pattern));
}

export function withGroup(exclude: readonly string[], group: LeaveOutGroup, isOut: boolean): string[] {
  const patterns: readonly string[] = LEAVE_OUT_GROUPS[group];
  const rest = exclude.filter((pattern) => !patterns.includes(pattern));
  return isOut ? [...rest, ...patterns] : rest;
}

/** The patterns that belong to no ticked group. */
export function ownPatterns(exclude: readonly string[]): string[] {
  const ticked = LEAVE_OUT_KEYS.filter((group) => isLeftOut(exclude, group));
  const known = new Set<string>(ticked.flatMap((group) => [...LEAVE_OUT_GROUPS[group]]));
  return exclude.filter((pattern) => !known.has(pattern));
}

interface Counted {
  readonly pattern: string;
  readonly builtin: boolean;
  readonly entries: number;
  readonly example?: string | undefined;
}

/** What these patterns leave out together, with one example. */
export function leftOutBy(
  counts: readonly Counted[],
  patterns: readonly string[],
): { readonly entries: number; readonly example: string | undefined } {
  const mine = counts.filter(({ builtin, pattern }) => !builtin && patterns.includes(pattern));
  return {
    entries: mine.reduce((sum, { entries }) => sum + entries, 0),
    example: mine.find(({ example }) => example !== undefined)?.example,
  };
}
