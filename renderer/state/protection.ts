import { type CallInput, type CallOutput, passphraseTrouble } from '../../electron/contract/index.ts';
import { NO_PASSPHRASE, secretOf, type TypedSecret } from './typed-secret.ts';

/** How the backups of a plan that is being made are to be protected. It goes with the screen: a passphrase is kept nowhere else. */
export interface Protection {
  readonly isOn: boolean;
  readonly passphrase: string;
  readonly again: string;
  /** Opens encrypted backups that are at the place already. */
  readonly typed: TypedSecret;
}

export type PlaceHolds = CallOutput<'vault.look'>['holds'];

export const UNPROTECTED: Protection = { isOn: false, passphrase: '', again: '', typed: NO_PASSPHRASE };

/** What is still missing or wrong; undefined where the plan can be made. */
export function protectionTrouble(
  { isOn, passphrase, again, typed }: Protection,
  holds: PlaceHolds | undefined,
): 'weak' | 'differs' | 'secret' | undefined {
  if (holds === 'plain' || holds === 'known') return undefined;
  if (holds === 'locked') return secretOf(typed) ? undefined : 'secret';
  if (!isOn) return undefined;
  if (passphraseTrouble(passphrase) !== undefined) return 'weak';
  return passphrase === again ? undefined : 'differs';
}

/** The part of the request that makes or opens encrypted backups. */
export function protectionInput(
  { isOn, passphrase, typed }: Protection,
  holds: PlaceHolds | undefined,
): Pick<CallInput<'plan.add'>, 'encrypt' | 'secret'> {
  if (holds === 'plain' || holds === 'known') return {};
  if (holds === 'locked') return { secret: secretOf(typed) ?? {} };
  return isOn ? { encrypt: true, secret: { passphrase } } : {};
}
