import picomatch from 'picomatch';
import { baseName, type RawPath, shownPath } from '../base/index.ts';

const IS_PATTERN = /[*?[\]{}]/;

/** Neither a pattern nor a part of a path: nothing but letters to be found in a name. */
export function isNamePart(typed: string): boolean {
  return !IS_PATTERN.test(typed) && !typed.includes('/');
}

/**
 * What a person typed to find a file: a part of its name, or a pattern with `*` and `?`; with a `/` in it, of its whole path.
 * Case never matters, nor how accents are composed.
 */
export function namePattern(typed: string): (path: RawPath) => boolean {
  const wanted = typed.normalize('NFC').toLowerCase();
  const shown = (raw: RawPath): string => shownPath(raw).path.normalize('NFC').toLowerCase();
  const subject = wanted.includes('/') ? shown : (path: RawPath): string => shown(baseName(path));
  if (!IS_PATTERN.test(wanted)) return (path) => subject(path).includes(wanted);
  const fits = picomatch(wanted, { dot: true, bash: true });
  return (path) => fits(subject(path));
}

/** Whether any of the patterns with `*` and `?` fits a shown path; one without `/` its name. Without such a sign a pattern fits nothing. */
export function namePatterns(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns
    .filter((pattern) => IS_PATTERN.test(pattern))
    .map((pattern) => {
      const fits = picomatch(pattern, { dot: true, bash: true });
      return pattern.includes('/') ? fits : (path: string) => fits(path.slice(path.lastIndexOf('/') + 1));
    });
  return (path) => tests.some((test) => test(path));
}
