import { type RawPath, rawFromText } from '../base/index.ts';
import { rawSource } from '../source/index.ts';
import type { KnownPlan } from './plans.ts';

/** What a person may mean by a path, likeliest first: label/relative as it is listed, or the file's original path. */
export function rawTreePaths(plan: KnownPlan, path: string): RawPath[] {
  const tidy = path.replace(/^\.[/\\]/, '').replace(/(.)[/\\]+$/, '$1');
  const found = [rawFromText(tidy), rawFromText(tidy.replaceAll('\\', '/'))];
  for (const source of plan.definition.sources) {
    const label = rawFromText(source.label);
    const root = rawSource(source.path).replace(/\/+$/, '');
    const given = rawSource(tidy);
    if (given === root) found.push(label);
    else if (given.startsWith(`${root}/`)) found.push(`${label}${given.slice(root.length)}` as RawPath);
  }
  return found;
}
