import type { Seal, SealProof } from '../archive/index.ts';
import { isMacOf, macOf } from '../crypt/index.ts';
import type { VaultAccess } from './key-ring.ts';
import type { WriteKeys } from './key-store.ts';

/** Undefined in a vault that is not encrypted. */
export function proverOf(write: WriteKeys | undefined): ((line: string) => SealProof) | undefined {
  return write && ((line) => ({ machine: write.machine, mac: macOf(write.macKey, line) }));
}

/** In an encrypted vault a seal must carry the proof of a computer that has its keys. Without them here nothing can be told. */
export function isProven(
  access: VaultAccess | undefined,
  { seal, line, proof }: { readonly seal: Seal; readonly line: string; readonly proof: SealProof | undefined },
): boolean {
  if (!access) return seal.encryption === undefined;
  if (!proof || seal.encryption === undefined) return false;
  const key = access.macKeyOf(proof.machine);
  return !key || isMacOf(key, line, proof.mac);
}
