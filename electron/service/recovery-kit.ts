import type { CallInput } from '../contract/index.ts';
import { recoveryKit } from '../kit/index.ts';
import type { EngineDoor } from './dispatcher.ts';

/** Grows with every new recovery key of a vault; there is no way to make a second one yet. */
const KEY_NUMBER = 1;

/** The page as a PDF. Throws EngineError `key-needed`, `vault-not-encrypted`. */
export async function kitOf(engine: EngineDoor, { plan, language, pin }: CallInput<'kit.make'>): Promise<Buffer> {
  const { vault, ...facts } = await engine.recoveryKit(plan, pin);
  return recoveryKit({ ...facts, vaultPlace: vault, keyNumber: KEY_NUMBER, madeAt: new Date() }, language);
}
