import picomatch from 'picomatch';
import { EngineError, type RawPath, rawBytes, textOf } from '../base/index.ts';
import { builtinExcludes } from './builtin-excludes.ts';

/** Decides by name. Takes a path below its source; the source itself and its parents are never asked about. */
export type ExcludeRule = (relative: RawPath, absolute: RawPath) => boolean;

/**
 * A pattern without `/` fits a name at any depth, one with `/` a path below the source, one that begins with `/` or a
 * drive letter a place on this computer. What fits is left out with everything below it. Throws EngineError `exclude-invalid`.
 */
export function excludeRule(patterns: readonly string[], system: NodeJS.Platform = process.platform): ExcludeRule {
  return ruleOf([...builtinExcludes(system).map((row) => row.pattern), ...patterns], system);
}

/** One pattern for itself, to tell which of them it was that left something out. */
export interface NamedExclude {
  readonly pattern: string;
  readonly builtin: boolean;
  readonly fits: ExcludeRule;
}

/** The given patterns first, then the builtin ones. Throws EngineError `exclude-invalid`. */
export function namedExcludes(patterns: readonly string[], system: NodeJS.Platform = process.platform): NamedExclude[] {
  const named = (builtin: boolean) => (pattern: string) => ({ pattern, builtin, fits: ruleOf([pattern], system) });
  return [...patterns.map(named(false)), ...builtinExcludes(system).map((row) => named(true)(row.pattern))];
}

function ruleOf(patterns: readonly string[], system: NodeJS.Platform): ExcludeRule {
  const all = patterns.map((pattern) => pattern.replaceAll('\\', '/').replace(/(.)\/+$/, '$1'));
  const nocase = system === 'win32' || system === 'darwin';
  const isAbsolute = (pattern: string): boolean => /^(\/|[a-z]:\/)/i.test(pattern);
  const names = matcher(
    all.filter((pattern) => !pattern.includes('/')),
    nocase,
  );
  const places = matcher(all.filter(isAbsolute), nocase);
  const paths = matcher(
    all.filter((pattern) => pattern.includes('/') && !isAbsolute(pattern)),
    nocase,
  );
  return (relative, absolute) => {
    const path = shown(relative);
    return (
      (names?.test(path.slice(path.lastIndexOf('/') + 1)) ?? false) ||
      (paths?.test(path) ?? false) ||
      (places?.test(shown(absolute)) ?? false)
    );
  };
}

function matcher(patterns: readonly string[], nocase: boolean): RegExp | undefined {
  if (patterns.length === 0) return undefined;
  const sources = patterns.map((pattern) => {
    try {
      if (pattern.trim() === '' || pattern.includes('\0')) throw new Error('empty');
      // Elsewhere this sign brings something back; here it would leave out everything else.
      if (pattern.startsWith('!')) throw new Error('negated');
      return picomatch.makeRe(pattern, { dot: true, nocase, strictBrackets: true }).source;
    } catch (cause) {
      throw new EngineError('exclude-invalid', { subject: pattern, cause });
    }
  });
  return new RegExp(sources.join('|'), nocase ? 'i' : '');
}

function shown(raw: RawPath): string {
  return textOf(raw) ?? rawBytes(raw).toString('utf8');
}
