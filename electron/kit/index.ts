import type { Language } from '../contract/index.ts';

/**
 * The recovery kit: one printed page with the recovery key, for reading, typing and scanning, and with what somebody needs who finds it
 * years later. Draws what it is given and knows neither vaults nor keys; whatever is in a name comes out as text. It writes
 * no file: the bytes are a secret, and the caller puts them where the person said.
 */
export interface KitFacts {
  /** `AGE-SECRET-KEY-1` and 58 characters. */
  readonly recoveryKey: string;
  /** Grows with every new recovery key of a vault, so that an old page is known as one. */
  readonly keyNumber: number;
  readonly vaultPlace: string;
  readonly vaultId: string;
  readonly plans: readonly string[];
  readonly computer: string;
  readonly madeAt: Date;
}

/** A PDF of exactly one page A4. Throws where the recovery key is none; the error does not hold it. */
export async function recoveryKit(facts: KitFacts, language: Language): Promise<Buffer> {
  // What draws a page is large, and a front end that starts does not wait for it.
  const { drawKit } = await import('./kit-page.ts');
  return await drawKit(facts, language);
}
