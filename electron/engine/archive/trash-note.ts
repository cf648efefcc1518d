import { z } from 'zod';
import { SET_KINDS } from '../../contract/index.ts';
import { EngineError, ID_PATTERN } from '../base/index.ts';
import { parseChecked, printChecked } from './checked-line.ts';
import { FORMAT_VERSION } from './limits.ts';

const zId = z.string().regex(ID_PATTERN);
const zIso = z.iso.datetime({ precision: 3 });

const zTrashNote = z.object({
  strongroom: z.literal('removed'),
  format: z.number().int().min(0).max(FORMAT_VERSION),
  requires: z.array(z.string()).max(0),
  vault: zId,
  machine: zId,
  plan: zId,
  set: zId,
  kind: z.enum(SET_KINDS),
  /** The time the point stood for. */
  at: zIso,
  storedBytes: z.number().int().nonnegative(),
  removedAt: zIso,
  /** Not deleted before. */
  until: zIso,
});

/** Says that a set was taken out of its plan on purpose, when, and until when it must be kept. */
export type TrashNote = z.infer<typeof zTrashNote>;

export const TRASH_NOTE_MAX = 16 * 1024;

export function printTrashNote(note: Omit<TrashNote, 'strongroom' | 'format' | 'requires'>): Buffer {
  return printChecked({ strongroom: 'removed', format: FORMAT_VERSION, requires: [], ...note });
}

/** Throws EngineError `set-damaged`, also for one of a newer program: what is not understood is left alone. */
export function parseTrashNote(bytes: Buffer): TrashNote {
  const parsed = zTrashNote.safeParse(parseChecked(bytes).value);
  if (!parsed.success) throw new EngineError('set-damaged', { detail: 'trash note', cause: parsed.error });
  return parsed.data;
}
