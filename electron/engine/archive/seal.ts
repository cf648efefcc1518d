import { z } from 'zod';
import { SET_KINDS } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import { FORMAT_VERSION } from './limits.ts';
import { parseProven, printProven, type SealProof } from './proof-line.ts';

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
  volumes: z.array(z.object({ name: z.string(), size: zCount, sha256: zDigest })),
  manifest: z.object({ size: zCount, sha256: zDigest, root: zCount, rootSize: zCount.positive() }),
  readBack: z.enum(['direct', 'cached']),
  durability: z.enum(['confirmed', 'unconfirmed']),
  tool: z.string(),
  /**
   * Only in a set that was sent to its place: whether all of it was read there (`read-back` above speaks of the copy that was sent),
   * or the place has only compared what it received with a checksum.
   */
  sent: z.enum(['read-back', 'checksum']).optional(),
  /** Left out where the vault is not encrypted. */
  encryption: z.literal('age').optional(),
  /** Only in a full that was made from other sets: the point it stands for, that point's place in the order, and when it was made. */
  consolidated: z.object({ set: zId, seq: z.number().int().positive(), madeAt: z.iso.datetime() }).optional(),
});

export type Seal = z.infer<typeof zSeal>;

/** Where a set stands among those of its plan: a consolidated one directly behind the point that it was made from. */
export function placeOf({ seq, consolidated }: Pick<Seal, 'seq' | 'consolidated'>): number {
  return consolidated?.seq ?? seq;
}

/** `prove` is given the exact line. */
export function printSeal(seal: Seal, prove?: (line: string) => SealProof): Buffer {
  return printProven(seal, prove);
}

/** `sha256` names these exact bytes in the seals of later sets. Throws EngineError `set-damaged`, or `set-newer` for a format we do not know. */
export function parseSeal(bytes: Buffer): {
  seal: Seal;
  sha256: string;
  line: string;
  proof: SealProof | undefined;
} {
  const { value, sha256, line, proof } = parseProven(bytes);
  const header = z
    .object({ strongroom: z.literal('seal'), format: zCount, requires: z.array(z.string()) })
    .safeParse(value);
  if (header.success && (header.data.format > FORMAT_VERSION || header.data.requires.length > 0)) {
    throw new EngineError('set-newer', {
      detail: [`format ${header.data.format}`, ...header.data.requires].join(', '),
    });
  }
  const parsed = zSeal.safeParse(value);
  if (!parsed.success || !agrees(parsed.data))
    throw new EngineError('set-damaged', { detail: 'seal', ...(parsed.error && { cause: parsed.error }) });
  if ((parsed.data.encryption === 'age') !== (proof !== undefined))
    throw new EngineError('set-damaged', { detail: 'proof line' });
  return { seal: parsed.data, sha256, line, proof };
}

/** What the fields say together: volumes numbered without a hole and named for their encryption, the root at the manifest's end. */
function agrees({ encryption, volumes, manifest }: Seal): boolean {
  const sealed = encryption === 'age';
  const { size, root, rootSize } = manifest;
  const isRootLast = sealed ? root + rootSize < size : root + rootSize === size;
  return isRootLast && volumes.every(({ name }, i) => name === volumeName(i + 1, sealed));
}

/** `sealed`: in an encrypted vault. */
export function volumeName(number: number, sealed: boolean): string {
  return `data-${String(number).padStart(6, '0')}.tar.zst${sealed ? '.age' : ''}`;
}

export const SEAL_NAMES = ['set.json', 'set.copy.json'] as const;
export function manifestNames(sealed: boolean): readonly [name: string, copy: string] {
  return sealed ? ['manifest.zst.age', 'manifest.copy.zst.age'] : ['manifest.zst', 'manifest.copy.zst'];
}
