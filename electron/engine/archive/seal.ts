import { z } from 'zod';
import { SET_KINDS } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import { parseChecked, printChecked } from './checked-line.ts';
import { FORMAT_VERSION } from './limits.ts';

const zId = z.string().regex(/^[a-z0-9]{6,32}$/);
const zDigest = z.string().regex(/^[0-9a-f]{64}$/);
const zCount = z.number().int().nonnegative();

const zSeal = z.object({
  strongroom: z.literal('seal'),
  format: zCount,
  requires: z.array(z.string()),
  vault: zId,
  machine: zId,
  plan: zId,
  set: zId,
  /** Order of a plan's sets: by this number, never by a clock. */
  seq: z.number().int().positive(),
  kind: z.enum(SET_KINDS),
  base: zId.nullable(),
  parent: z.object({ set: zId, seal: zDigest }).nullable(),
  startedAt: z.iso.datetime(),
  /** End of the last scan: the time the recovery point stands for. */
  at: z.iso.datetime(),
  outcome: z.enum(['complete', 'incomplete']),
  files: zCount,
  bytes: zCount,
  gaps: zCount,
  volumes: z
    .array(z.object({ name: z.string().regex(/^data-[0-9]{6}\.tar\.zst$/), size: zCount, sha256: zDigest }))
    .refine((volumes) => volumes.every(({ name }, i) => name === volumeName(i + 1)), 'numbered in order'),
  manifest: z
    .object({ size: zCount, sha256: zDigest, root: zCount, rootSize: zCount.positive() })
    .refine(({ size, root, rootSize }) => root + rootSize === size, 'the root is the last frame'),
  readBack: z.enum(['direct', 'cached']),
  durability: z.enum(['confirmed', 'unconfirmed']),
  tool: z.string(),
  /** Only in a full that was made from other sets: the point it stands for, that point's place in the order, and when it was made. */
  consolidated: z.object({ set: zId, seq: z.number().int().positive(), madeAt: z.iso.datetime() }).optional(),
});

export type Seal = z.infer<typeof zSeal>;

/** Where a set stands among those of its plan: a consolidated one directly behind the point that it was made from. */
export function placeOf({ seq, consolidated }: Pick<Seal, 'seq' | 'consolidated'>): number {
  return consolidated?.seq ?? seq;
}

export function printSeal(seal: Seal): Buffer {
  return printChecked(seal);
}

/** `sha256` names these exact bytes in the seals of later sets. Throws EngineError `set-damaged`, or `set-newer` for a format we do not know. */
export function parseSeal(bytes: Buffer): { seal: Seal; sha256: string } {
  const { value, sha256 } = parseChecked(bytes);
  const header = z
    .object({ strongroom: z.literal('seal'), format: zCount, requires: z.array(z.string()) })
    .safeParse(value);
  if (header.success && (header.data.format > FORMAT_VERSION || header.data.requires.length > 0)) {
    throw new EngineError('set-newer', {
      detail: [`format ${header.data.format}`, ...header.data.requires].join(', '),
    });
  }
  const parsed = zSeal.safeParse(value);
  if (!parsed.success) throw new EngineError('set-damaged', { detail: 'seal', cause: parsed.error });
  return { seal: parsed.data, sha256 };
}

export function volumeName(number: number): string {
  return `data-${String(number).padStart(6, '0')}.tar.zst`;
}

export const SEAL_NAMES = ['set.json', 'set.copy.json'] as const;
export const MANIFEST_NAMES = ['manifest.zst', 'manifest.copy.zst'] as const;
