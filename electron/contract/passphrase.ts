/** Fewer characters can be guessed, however slow each guess is made. */
export const PASSPHRASE_MIN = 12;
const DISTINCT_MIN = 5;

/** Why a passphrase is refused, as the detail of `passphrase-weak`; undefined where it is good enough. */
export function passphraseTrouble(passphrase: string): string | undefined {
  const characters = Array.from(passphrase.normalize('NFC'));
  const isWeak = characters.length < PASSPHRASE_MIN || new Set(characters).size < DISTINCT_MIN;
  return isWeak ? `${characters.length} / ${PASSPHRASE_MIN}` : undefined;
}
