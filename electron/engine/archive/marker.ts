import { z } from 'zod';
import { EngineError } from '../base/index.ts';
import { parseChecked, printChecked } from './checked-line.ts';
import { FORMAT_VERSION } from './limits.ts';

const zMarker = z.object({
  strongroom: z.literal('vault'),
  format: z.number().int().nonnegative(),
  requires: z.array(z.string()),
  vault: z.string().regex(/^[a-z0-9]{6,32}$/),
  encryption: z.enum(['none', 'age']),
  createdAt: z.iso.datetime(),
  /** Only where sets of that vault are copied to: what tells this copy from the vault and from other copies. */
  copy: z
    .string()
    .regex(/^[a-z0-9]{6,32}$/)
    .optional(),
});
export type Marker = z.infer<typeof zMarker>;

export const MARKER_NAMES = ['strongroom-vault.json', 'strongroom-vault.copy.json'] as const;

export function newMarker(about: Pick<Marker, 'vault' | 'createdAt' | 'encryption' | 'copy'>): Marker {
  return { strongroom: 'vault', format: FORMAT_VERSION, requires: [], ...about };
}

export function printMarker(marker: Marker): Buffer {
  return printChecked(marker);
}

/** Throws EngineError `vault-marker-damaged` or `vault-newer`. */
export function parseMarker(bytes: Buffer): Marker {
  let value: unknown;
  try {
    value = parseChecked(bytes).value;
  } catch (cause) {
    throw new EngineError('vault-marker-damaged', { cause });
  }
  const marker = zMarker.safeParse(value);
  const wider = z
    .object({
      strongroom: z.literal('vault'),
      format: z.number(),
      requires: z.array(z.string()),
      encryption: z.string().optional(),
    })
    .safeParse(value);
  if (wider.success) {
    const { format, requires, encryption = 'none' } = wider.data;
    // A vault that wants another encryption must not get sets in ours, and none in the clear.
    if (format > FORMAT_VERSION || requires.length > 0 || !['none', 'age'].includes(encryption))
      throw new EngineError('vault-newer', { detail: [`format ${format}`, encryption, ...requires].join(', ') });
  }
  if (!marker.success) throw new EngineError('vault-marker-damaged', { cause: marker.error });
  return marker.data;
}
