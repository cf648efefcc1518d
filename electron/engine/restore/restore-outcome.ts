import type { RestoreFailureCode, RestoreResult } from '../../contract/index.ts';
import { errnoOf } from '../base/index.ts';
import { Refused } from './restore-target.ts';

/** So many failures and other names of one restore are listed, each kind. */
export const LISTED_MAX = 1000;

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

/** Why one entry could not be put in its place. */
export function restoreFailureOf(error: unknown): { code: RestoreFailureCode; detail: string } {
  return { code: codeOf(error), detail: errnoOf(error) || (error instanceof Error ? error.message : '') };
}

function codeOf(error: unknown): RestoreFailureCode {
  if (error instanceof Refused) return error.code;
  switch (errnoOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'permission';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'target-full';
    case 'EEXIST':
      return 'name-collision';
    case 'ELOOP':
      return 'blocked-by-link';
    default:
      return 'write-error';
  }
}
