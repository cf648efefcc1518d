import type { ErrorCode, RestoreFailureCode } from '../../electron/contract/index.ts';

/** What a button beside a failure does. `none`: nothing safe can be done by a button; the sentence says what to do. */
export const REMEDIES = [
  'try-again',
  'other-folder',
  'other-version',
  'back-up',
  'change-plan',
  'give-key',
  'none',
] as const;
export type Remedy = (typeof REMEDIES)[number];
export type Way = Exclude<Remedy, 'none'>;

/** The ways out that the place of a failure knows how to go. */
export type Ways = { readonly [way in Way]?: () => void };

export const REMEDY_OF = {
  usage: 'none',
  'not-yet': 'none',
  'plan-name-taken': 'change-plan',
  'plan-name-invalid': 'change-plan',
  'plan-unknown': 'none',
  'plan-ambiguous': 'none',
  'plan-elsewhere': 'none',
  'plan-taken-over': 'none',
  'point-unknown': 'other-version',
  'no-points': 'back-up',
  'already-full': 'none',
  'not-held': 'none',
  'copy-unknown': 'none',
  'path-unknown': 'other-version',
  'source-missing': 'change-plan',
  'source-is-vault': 'change-plan',
  'sources-unavailable': 'try-again',
  'exclude-invalid': 'change-plan',
  'schedule-invalid': 'change-plan',
  'keep-invalid': 'change-plan',
  'place-unsupported': 'other-folder',
  'place-holds-secret': 'change-plan',
  'credentials-needed': 'change-plan',
  'credentials-unreadable': 'change-plan',
  'credentials-wrong': 'change-plan',
  'host-key-changed': 'none',
  'share-unknown': 'change-plan',
  'share-not-allowed': 'try-again',
  'share-other-user': 'try-again',
  'share-too-many': 'try-again',
  'place-silent': 'try-again',
  'vault-unavailable': 'try-again',
  'vault-marker-missing': 'try-again',
  'vault-marker-damaged': 'none',
  'vault-foreign': 'try-again',
  'vault-newer': 'none',
  'vault-unwritable': 'try-again',
  'vault-full': 'try-again',
  'write-failed': 'try-again',
  'read-back-differs': 'try-again',
  'disk-absent': 'try-again',
  'disk-wrong': 'try-again',
  'disk-unknown': 'none',
  'disk-name-taken': 'none',
  'disk-last': 'none',
  'disk-busy': 'try-again',
  'eject-refused': 'none',
  'set-newer': 'none',
  'set-damaged': 'other-version',
  'key-needed': 'give-key',
  'key-wrong': 'give-key',
  'key-unreadable': 'none',
  'keys-damaged': 'none',
  'passphrase-weak': 'none',
  'vault-not-encrypted': 'none',
  'target-invalid': 'other-folder',
  'target-in-vault': 'other-folder',
  'target-exists': 'other-folder',
  'target-unwritable': 'other-folder',
  'target-full': 'other-folder',
  'alarm-unknown': 'none',
  'restore-unknown': 'none',
  'home-unusable': 'try-again',
  'home-newer': 'none',
  'state-damaged': 'none',
  'config-invalid': 'none',
  'pin-needed': 'try-again',
  'pin-wrong': 'try-again',
  'pin-wait': 'try-again',
  'battery-low': 'try-again',
  'engine-unfit': 'none',
  'version-mismatch': 'none',
  busy: 'try-again',
  interrupted: 'back-up',
  cancelled: 'try-again',
  internal: 'try-again',
} as const satisfies Record<ErrorCode, Remedy>;

/** The same for single entries that were not given back. */
export const RESTORE_REMEDY_OF = {
  gap: 'other-version',
  'not-in-point': 'other-version',
  damaged: 'other-version',
  'set-missing': 'other-version',
  'unsafe-path': 'none',
  'name-collision': 'other-folder',
  permission: 'other-folder',
  'target-full': 'other-folder',
  'write-error': 'other-folder',
  'blocked-by-link': 'other-folder',
} as const satisfies Record<RestoreFailureCode, Remedy>;

/** The way out of a failure, where the place that tells it knows how to go it. */
export function wayOut(code: ErrorCode, ways: Ways | undefined): { way: Way; go: () => void } | undefined {
  const way = REMEDY_OF[code];
  const go = way === 'none' ? undefined : ways?.[way];
  return way === 'none' || go === undefined ? undefined : { way, go };
}
