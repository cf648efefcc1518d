import { z } from 'zod';

const zIso = z.iso.datetime({ precision: 3 });
const zFiles = z.number().int().nonnegative();

/**
 * What made a run look like the work of malware or of a hand that slipped. `unreadable`: changed or new files whose content is noise under a
 * name that promises something else. `renamed`: noise where a file of the same name without the last part vanished. `locked`: files vanished and
 * archives with a password came. `noise`: much of it where files vanished or changed. `extension`: the same, under an extension that the plan never had.
 * `vanished`: a large part of all files is gone. `watch-file`: a file that was laid so that nobody changes it has changed or gone.
 */
export const HOLD_WHYS = ['watch-file', 'unreadable', 'renamed', 'locked', 'extension', 'noise', 'vanished'] as const;

export const zHoldReason = z.object({
  why: z.enum(HOLD_WHYS),
  /** So many files, of so many that were touched, vanished or there before. */
  files: zFiles,
  of: zFiles,
  /** For `extension`. */
  extension: z.string().optional(),
  /** For `watch-file`. */
  path: z.string().optional(),
});
export type HoldReason = z.infer<typeof zHoldReason>;

/** Nothing of a plan that is held is thrown away before a person has answered. */
export const zHold = z.object({
  since: zIso,
  /** The point of the run that was suspicious; it is whole, and what it holds may be worthless. */
  setId: z.string(),
  /** The last good point before it, which stays for as long as the plan is held; absent where there is none. */
  lastGood: z.object({ setId: z.string(), at: zIso }).optional(),
  reasons: z.array(zHoldReason),
  /** The newest of the runs since then that was suspicious by itself; `reasons` counts what it found as well. */
  again: z.object({ setId: z.string(), at: zIso }).optional(),
  /** A person has said that it was an attack or an accident; the plan is held until its files are as they should be. */
  confirmed: z.object({ by: z.string(), at: zIso }).optional(),
});
export type Hold = z.infer<typeof zHold>;
