import type { ErrorCode } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';

/** A connection to this server stands under another name; Windows has one name at a time for a server. */
export const OTHER_USER = 1219;
/** It is in use by somebody. */
export const IN_USE = 2401;

/** Numbers of WinError.h, by what a person can do about them. */
const CODES: readonly (readonly [ErrorCode, readonly number[]])[] = [
  // ERROR_INVALID_PASSWORD, LOGON_FAILURE, BAD_USERNAME, NO_SUCH_USER, WRONG_PASSWORD, NOT_AUTHENTICATED
  ['credentials-wrong', [86, 1326, 2202, 1317, 1323, 1244]],
  // ACCESS_DENIED, NETWORK_ACCESS_DENIED, LOGIN_WKSTA_RESTRICTION, ACCOUNT_RESTRICTION, INVALID_LOGON_HOURS, INVALID_WORKSTATION,
  // PASSWORD_EXPIRED, ACCOUNT_DISABLED, LOGON_NOT_GRANTED, LOGON_TYPE_NOT_GRANTED, ACCOUNT_EXPIRED, PASSWORD_MUST_CHANGE, ACCOUNT_LOCKED_OUT
  ['share-not-allowed', [5, 65, 1240, 1327, 1328, 1329, 1330, 1331, 1380, 1385, 1793, 1907, 1909]],
  // BAD_DEV_TYPE, BAD_NET_NAME, BAD_DEVICE, BAD_PATHNAME
  ['share-unknown', [66, 67, 1200, 161]],
  // REQ_NOT_ACCEP
  ['share-too-many', [71]],
  ['share-other-user', [OTHER_USER]],
];

/** Everything else says that nobody answers there: 53, 64, 1203, 1222 and the like. */
export function shareError(number: number, share: string): EngineError {
  const code = CODES.find(([, numbers]) => numbers.includes(number))?.[0] ?? 'vault-unavailable';
  return new EngineError(code, { subject: share, detail: `Windows ${number}` });
}
