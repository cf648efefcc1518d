import { EngineError, errnoOf, isDiskFull } from '../base/index.ts';
import { unreachable } from '../place/index.ts';

/** Runs a write into the vault and names its failure. */
export function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw writeFailure(path, cause);
  }
}

/** What a failed write into the vault means: `vault-full`, `vault-unwritable`, `vault-unavailable` (it has gone), else `write-failed`. */
export function writeFailure(path: string, cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  const gone = unreachable(cause, path);
  if (gone) return gone;
  if (isDiskFull(cause)) return new EngineError('vault-full', { subject: path, cause });
  const code = errnoOf(cause);
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return new EngineError('vault-unwritable', { subject: path, cause });
  if (['ENOENT', 'ENOTDIR'].includes(code)) {
    return new EngineError('vault-unavailable', { subject: path, cause });
  }
  if (code === 'ENOLCK') return new EngineError('place-unlockable', { subject: path, cause });
  if (code === 'ECANCELED') return new EngineError('cancelled', { cause });
  return new EngineError('write-failed', { subject: path, detail: code, cause });
}
