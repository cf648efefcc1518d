import { EngineError } from '../base/index.ts';
import { parseChecked, printChecked } from './checked-line.ts';

/** Who wrote a checked line, and the MAC that proves it: of encrypted vaults alone. */
export interface SealProof {
  readonly machine: string;
  readonly mac: string;
}

/** A checked line, and in encrypted vaults a third line with the proof. `prove` is given the exact first line. */
export function printProven(value: unknown, prove?: (line: string) => SealProof): Buffer {
  const proof = prove?.(JSON.stringify(value));
  const checked = printChecked(value);
  return proof ? Buffer.concat([checked, Buffer.from(`${proof.machine} ${proof.mac}\n`, 'utf8')]) : checked;
}

/** Throws EngineError `set-damaged`. Whether the proof is there and holds is for the reader to ask. */
export function parseProven(bytes: Buffer): {
  value: unknown;
  sha256: string;
  line: string;
  proof: SealProof | undefined;
} {
  const { checked, proof } = splitProof(bytes);
  return { ...parseChecked(checked), proof };
}

/** Takes the third line off. Throws EngineError `set-damaged`. */
function splitProof(bytes: Buffer): { checked: Buffer; proof: SealProof | undefined } {
  const second = bytes.indexOf(0x0a, bytes.indexOf(0x0a) + 1) + 1;
  const rest = bytes.subarray(second);
  if (second === 0 || rest.length === 0) return { checked: bytes, proof: undefined };
  const [, machine, mac] = /^([a-z0-9]{6,32}) ([0-9a-f]{64})\n$/.exec(rest.toString('latin1')) ?? [];
  if (machine === undefined || mac === undefined) throw new EngineError('set-damaged', { detail: 'proof line' });
  return { checked: bytes.subarray(0, second), proof: { machine, mac } };
}
