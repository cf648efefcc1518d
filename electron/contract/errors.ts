/**
 * The closed list of things that can go wrong, as both sides of every process boundary name them.
 * `exit` is what the command line answers; sentences for people live in `words/`, keyed by these codes.
 */
export const EXIT = {
  complete: 0,
  failed: 1,
  usage: 2,
  incomplete: 3,
  vaultUnavailable: 4,
  wrongKey: 5,
  damage: 6,
  busy: 7,
  cancelled: 130,
} as const;

type Remedy = 'retry' | 'ask-user' | 'repair' | 'report';

const row = (remedy: Remedy, exit: number) => ({ remedy, exit });

export const ERRORS = {
  usage: row('ask-user', EXIT.usage),
  'not-yet': row('ask-user', EXIT.usage),
  'plan-name-taken': row('ask-user', EXIT.usage),
  'plan-name-invalid': row('ask-user', EXIT.usage),
  'plan-unknown': row('ask-user', EXIT.usage),
  'plan-ambiguous': row('ask-user', EXIT.usage),
  'plan-elsewhere': row('ask-user', EXIT.usage),
  'plan-taken-over': row('ask-user', EXIT.failed),
  'point-unknown': row('ask-user', EXIT.usage),
  'no-points': row('ask-user', EXIT.usage),
  'already-full': row('ask-user', EXIT.usage),
  'not-held': row('ask-user', EXIT.usage),
  'copy-unknown': row('ask-user', EXIT.usage),
  'path-unknown': row('ask-user', EXIT.failed),
  'source-missing': row('ask-user', EXIT.usage),
  'source-is-vault': row('ask-user', EXIT.usage),
  'sources-unavailable': row('retry', EXIT.failed),
  'exclude-invalid': row('ask-user', EXIT.usage),
  'schedule-invalid': row('ask-user', EXIT.usage),
  'holiday-invalid': row('ask-user', EXIT.usage),
  'keep-invalid': row('ask-user', EXIT.usage),
  'place-unsupported': row('ask-user', EXIT.usage),
  'vault-unavailable': row('retry', EXIT.vaultUnavailable),
  'vault-marker-missing': row('ask-user', EXIT.vaultUnavailable),
  'vault-marker-damaged': row('repair', EXIT.vaultUnavailable),
  'vault-foreign': row('ask-user', EXIT.vaultUnavailable),
  'vault-newer': row('ask-user', EXIT.vaultUnavailable),
  'vault-unwritable': row('ask-user', EXIT.vaultUnavailable),
  'vault-full': row('ask-user', EXIT.failed),
  'write-failed': row('retry', EXIT.failed),
  'read-back-differs': row('retry', EXIT.failed),
  'place-unlockable': row('ask-user', EXIT.vaultUnavailable),
  'place-holds-secret': row('ask-user', EXIT.usage),
  'credentials-needed': row('ask-user', EXIT.usage),
  'credentials-unreadable': row('ask-user', EXIT.usage),
  'credentials-wrong': row('ask-user', EXIT.vaultUnavailable),
  'host-key-changed': row('ask-user', EXIT.vaultUnavailable),
  'share-unknown': row('ask-user', EXIT.vaultUnavailable),
  'share-not-allowed': row('ask-user', EXIT.vaultUnavailable),
  'share-other-user': row('ask-user', EXIT.vaultUnavailable),
  'share-too-many': row('retry', EXIT.vaultUnavailable),
  'place-silent': row('retry', EXIT.vaultUnavailable),
  'disk-absent': row('retry', EXIT.vaultUnavailable),
  'disk-wrong': row('ask-user', EXIT.vaultUnavailable),
  'disk-unknown': row('ask-user', EXIT.usage),
  'disk-name-taken': row('ask-user', EXIT.usage),
  'disk-last': row('ask-user', EXIT.usage),
  'disk-busy': row('retry', EXIT.busy),
  'eject-refused': row('ask-user', EXIT.failed),
  'set-newer': row('ask-user', EXIT.failed),
  'set-damaged': row('repair', EXIT.damage),
  'no-good-copy': row('ask-user', EXIT.damage),
  'key-needed': row('ask-user', EXIT.wrongKey),
  'key-wrong': row('ask-user', EXIT.wrongKey),
  'key-unreadable': row('ask-user', EXIT.usage),
  'keys-damaged': row('repair', EXIT.damage),
  'passphrase-weak': row('ask-user', EXIT.usage),
  'vault-not-encrypted': row('ask-user', EXIT.usage),
  'target-invalid': row('ask-user', EXIT.usage),
  'target-in-vault': row('ask-user', EXIT.usage),
  'target-exists': row('ask-user', EXIT.usage),
  'target-unwritable': row('ask-user', EXIT.failed),
  'target-full': row('ask-user', EXIT.failed),
  'alarm-unknown': row('ask-user', EXIT.usage),
  'channel-unset': row('ask-user', EXIT.usage),
  'channel-address': row('ask-user', EXIT.usage),
  'channel-plain': row('ask-user', EXIT.usage),
  'channel-host-unknown': row('retry', EXIT.failed),
  'channel-refused': row('retry', EXIT.failed),
  'channel-silent': row('retry', EXIT.failed),
  'channel-certificate': row('ask-user', EXIT.failed),
  'channel-no-tls': row('ask-user', EXIT.failed),
  'channel-login': row('ask-user', EXIT.failed),
  'channel-rejected': row('ask-user', EXIT.failed),
  'channel-moved': row('ask-user', EXIT.failed),
  'restore-unknown': row('ask-user', EXIT.usage),
  'home-unusable': row('ask-user', EXIT.failed),
  'home-newer': row('ask-user', EXIT.failed),
  'state-damaged': row('repair', EXIT.failed),
  'config-invalid': row('ask-user', EXIT.usage),
  'engine-unfit': row('report', EXIT.failed),
  'version-mismatch': row('retry', EXIT.failed),
  'pin-needed': row('ask-user', EXIT.wrongKey),
  'pin-wrong': row('ask-user', EXIT.wrongKey),
  'pin-wait': row('retry', EXIT.wrongKey),
  'battery-low': row('retry', EXIT.failed),
  busy: row('retry', EXIT.busy),
  cancelled: row('retry', EXIT.cancelled),
  interrupted: row('retry', EXIT.failed),
  internal: row('report', EXIT.failed),
} as const satisfies Record<string, { remedy: Remedy; exit: number }>;

export type ErrorCode = keyof typeof ERRORS;

/** What can hold what others then find busy, and who can have started it. */
export const HOLDING_VERBS = ['backup', 'consolidate', 'copy', 'prune', 'repair', 'restore', 'undo'] as const;
export const STARTERS = ['window', 'schedule', 'command-line'] as const;
export type Starter = (typeof STARTERS)[number];

/** What is at work while something else is refused as `busy`. `plan` is its name, `since` an ISO time. */
export interface Holder {
  readonly verb: (typeof HOLDING_VERBS)[number];
  readonly plan: string;
  readonly since: string;
  readonly by?: Starter | undefined;
  readonly user?: string | undefined;
  readonly computer?: string | undefined;
}

/** An expected failure as it crosses a process boundary. `subject` is the path, name or id it is about. */
export interface Failure {
  readonly code: ErrorCode;
  readonly subject?: string | undefined;
  readonly detail?: string | undefined;
  /** Of `busy`, where it is known. */
  readonly holder?: Holder | undefined;
}

/** Why a file could not be saved as it is (a gap), in every manifest and result. */
export const GAP_CODES = [
  'permission',
  'locked',
  'vanished',
  'changed-while-read',
  'read-error',
  'damaged-disk',
  'cloud-only',
  'path-too-long',
  'name-unreadable',
  'sparse',
  'source-missing',
] as const;
export type GapCode = (typeof GAP_CODES)[number];

/** Why one entry of a restore was not given back. */
export const RESTORE_FAILURE_CODES = [
  'gap',
  'not-in-point',
  'damaged',
  'set-missing',
  'unsafe-path',
  'name-collision',
  'permission',
  'target-full',
  'write-error',
  'blocked-by-link',
] as const;
export type RestoreFailureCode = (typeof RESTORE_FAILURE_CODES)[number];

/** What a verification found wrong with a set or a file of it. */
export const DAMAGE_CODES = [
  'marker-missing',
  'marker-damaged',
  'seal-missing',
  'seal-damaged',
  'seal-copy-missing',
  'seal-copy-damaged',
  'manifest-missing',
  'manifest-damaged',
  'manifest-copy-missing',
  'manifest-copy-damaged',
  'volume-missing',
  'volume-size',
  'volume-damaged',
  'file-damaged',
  'parent-missing',
  'parent-damaged',
  'parent-changed',
  'seal-forged',
  'seal-copy-forged',
  'rolled-back',
  'set-newer',
] as const;
export type DamageCode = (typeof DAMAGE_CODES)[number];
