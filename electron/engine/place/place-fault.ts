/** What the `code` of an error of a place means. Those of a folder are the system's own, of which these are some. */
export const PLACE_FAULTS = {
  ENOENT: 'there is no such file or folder',
  EEXIST: 'a file of this name is there',
  EACCES: 'the place does not allow it',
  EROFS: 'the place can only be read',
  ENOSPC: 'the place is full',
  ENOTCONN: 'the place cannot be reached, or no longer answers',
  EAUTH: 'the place does not accept the credentials',
  EHOSTKEY: 'another computer answers than the one that was there before',
  EPROTO: 'the place answers in a way that cannot be made sense of',
  ENOLCK: 'the place locks nothing',
  ECANCELED: 'somebody wished to stop',
} as const;

export type PlaceFault = keyof typeof PLACE_FAULTS;

/** An error as `Place` throws it. `detail` is for the log. */
export function placeError(code: PlaceFault, detail: string, cause?: unknown): Error {
  return Object.assign(new Error(`${PLACE_FAULTS[code]}: ${detail}`, { cause }), { code });
}
