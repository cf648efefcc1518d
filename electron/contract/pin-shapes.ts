import { z } from 'zod';

/** A PIN as it was typed. Never stored, and never written into a log. */
export const zPin = z.string().max(64);

/** What a new PIN looks like: digits or letters. Full-width digits are meant as the ordinary ones. */
export function isPin(text: string): boolean {
  return /^[\p{L}\p{N}]{4,12}$/u.test(text.normalize('NFKC'));
}

/** The PIN that destructive acts ask for. It guards against slips, not against somebody with access to the files. */
export const zPinState = z.object({
  isSet: z.boolean(),
  /** After several wrong ones none is looked at for so long. */
  waitSeconds: z.number().int().positive().optional(),
});
export type PinState = z.infer<typeof zPinState>;

export const zPinChange = z.object({
  /** The one until now, where there is one. */
  pin: zPin.optional(),
  /** `null`: no PIN any more. */
  next: zPin.refine(isPin).nullable(),
});
export type PinChange = z.infer<typeof zPinChange>;
