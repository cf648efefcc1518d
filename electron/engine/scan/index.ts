/**
 * Looks at what is there: the walk over a source, the rules of what to leave out, and the comparison with the previous point.
 * Opens no file's content and stores nothing. What it cannot see it calls a gap, never a deletion.
 */
export { type BuiltinExclude, builtinExcludes } from './builtin-excludes.ts';
export {
  compare,
  type KeptGroup,
  type Listed,
  type PreviousGroup,
  type Step,
  type StepGroup,
  trustedBefore,
} from './compare.ts';
export { type ExcludeRule, excludeRule, type NamedExclude, namedExcludes } from './exclude.ts';
export { isNamePart, namePattern, namePatterns } from './name-pattern.ts';
export { ScanBatches } from './batches.ts';
export type { CompareRules, KnownPart, ScanBatch } from './scan-batch.ts';
export type { ScanFeed } from './scan-cursor.ts';
export type { Scanned, Stat } from './scanned.ts';
export { gapCodeOf, isSameStat, toStat } from './stat.ts';
export { folderIdentity, placeIn, Walk, type WalkPart, type WalkRoot, type WalkRules } from './walk.ts';
