import { realpathSync } from 'node:fs';
import { type RawPath, rawFromText } from '../base/index.ts';
import { type ExcludeRule, folderIdentity, Walk, type WalkPart, type WalkRoot } from '../scan/index.ts';
import type { LabelledSource } from './labels.ts';

/** Where the walk over these sources begins, one after the other. */
export function sourceRoots(sources: readonly LabelledSource[]): WalkRoot[] {
  return sources.map(({ path, label }) => ({ label: rawFromText(label), at: rawSource(followed(path)) }));
}

/** Everything a run reads, one source after the other in path order. `keepOut` are folders that are never entered. */
export function walkSources(parts: readonly WalkPart[], excluded: ExcludeRule, keepOut: readonly string[]): Walk {
  const identities = new Set(keepOut.map(folderIdentity).filter((identity) => identity !== undefined));
  return new Walk(parts, { excluded, keepOut: identities });
}

/** Sources are chosen as text; inside the engine separators are `/` on every system. */
export function rawSource(path: string): RawPath {
  return rawFromText(process.platform === 'win32' ? path.replaceAll('\\', '/') : path);
}

/** A chosen folder that is a link means what it leads to; only below it are links recorded as links. */
function followed(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
