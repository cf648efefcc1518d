import type { RestoreResult } from '../../contract/index.ts';

/** Zero given files are never "complete"; a selection of nothing but folders is, once they are there. */
export function outcomeOf(
  files: RestoreResult['files'],
  folders: number,
  failures: readonly unknown[],
): RestoreResult['outcome'] {
  // A folder that could not be made is no file that failed, and still something that was not given back.
  const good = failures.length > 0 || files.failed > 0 ? 'incomplete' : 'complete';
  if (files.requested === 0) return folders > 0 ? good : 'failed';
  if (files.restored === 0) return files.skipped > 0 ? 'incomplete' : 'failed';
  return good;
}
