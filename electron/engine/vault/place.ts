import { isAbsolute, resolve } from 'node:path';
import { EngineError } from '../base/index.ts';

/** Turns PLACE into the folder it names. Other kinds of place have their own prefix and are refused until they are built. */
export function folderOf(place: string): string {
  if (/^(sftp|s3):\/\//i.test(place)) throw new EngineError('not-yet', { subject: place });
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(place)) throw new EngineError('place-unsupported', { subject: place });
  return isAbsolute(place) ? resolve(place) : resolve(process.cwd(), place);
}
