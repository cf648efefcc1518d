import { EngineError, errnoOf } from '../base/index.ts';
import { isBrokenWay } from './served-folder.ts';

/**
 * What an error of a place says about the place rather than about the file that was asked for: it is gone, or does not let us in.
 * Undefined for every other error. Nothing that rests there may be called damaged or missing for it.
 */
export function unreachable(error: unknown, address: string): EngineError | undefined {
  const detail = error instanceof Error ? error.message : '';
  switch (errnoOf(error)) {
    case 'ENOTCONN':
    case 'ESTALE':
    case 'ENODEV':
    case 'EHOSTDOWN':
    case 'EHOSTUNREACH':
      return new EngineError('vault-unavailable', { subject: address, detail: errnoOf(error), cause: error });
    case 'EAUTH':
      return new EngineError('credentials-wrong', { subject: address, detail, cause: error });
    case 'EHOSTKEY':
      return new EngineError('host-key-changed', { subject: address, detail, cause: error });
    default:
      if (!isBrokenWay(error, address)) return undefined;
      return new EngineError('vault-unavailable', { subject: address, detail: errnoOf(error), cause: error });
  }
}

const GONE: ReadonlySet<string> = new Set([
  'vault-unavailable',
  'credentials-wrong',
  'host-key-changed',
  'place-silent',
  'share-unknown',
  'share-not-allowed',
  'share-other-user',
  'share-too-many',
]);

/** Whether it says that the place is gone, and nothing about what rests there. */
export function isPlaceGone({ code }: EngineError): boolean {
  return GONE.has(code);
}
