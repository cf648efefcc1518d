/** The checksum of BIP-173, with which a key that was typed by hand is known to be right. */

/** The characters a key is written in; B, I, O and 1 are not among them. */
export const BECH32_CHARACTERS = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L';

const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
const VALID = 1;

/** Whether `data`, in capitals and with its six characters of checksum, belongs behind `prefix` and the `1`. */
export function hasBech32Checksum(prefix: string, data: string): boolean {
  const values = Array.from(data, (character) => BECH32_CHARACTERS.indexOf(character));
  if (data.length < 6 || values.includes(-1)) return false;
  return [...expanded(prefix), ...values].reduce(step, VALID) === VALID;
}

function expanded(prefix: string): readonly number[] {
  const codes = Array.from(prefix.toLowerCase(), (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function step(sum: number, value: number): number {
  const top = sum >>> 25;
  const shifted = ((sum & 0x1ffffff) << 5) ^ value;
  return GENERATORS.reduce((left, generator, bit) => ((top >>> bit) & 1 ? left ^ generator : left), shifted);
}
