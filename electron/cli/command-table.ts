import type { ArgumentSpec, CommandSpec, OptionSpec } from './command-spec.ts';

const plan: ArgumentSpec = { name: 'plan' };
const map: OptionSpec = { name: 'map', value: 'OLD=NEW...' };
const at: OptionSpec = { name: 'at', value: 'POINT' };

const secrets: readonly OptionSpec[] = [
  { name: 'passphrase-file', value: 'FILE' },
  { name: 'recovery-key-file', value: 'FILE' },
];
const laterSecrets = secrets.map((option): OptionSpec => ({ ...option, later: true }));
const pin: OptionSpec = { name: 'pin-file', value: 'FILE' };
const credentials: OptionSpec = { name: 'credentials-file', value: 'FILE' };

const timing: readonly OptionSpec[] = [
  { name: 'catch-up', value: 'HOW' },
  { name: 'on-holidays', value: 'HOW' },
  { name: 'spread', value: 'MINUTES' },
  { name: 'wait-for', value: 'WHAT...' },
  { name: 'wait', value: 'MINUTES' },
];

export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { name: 'json' },
  { name: 'home', value: 'DIR' },
  { name: 'quiet' },
  { name: 'lang', value: 'LANGUAGE' },
];

/** Every command of the contract. docs/CLI.md says the same, and a test compares the two. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'plan add',
    options: [
      { name: 'name', value: 'NAME', required: true },
      { name: 'source', value: 'PATH...', required: true },
      { name: 'vault', value: 'PLACE', required: true },
      { name: 'scheme', value: 'SCHEME' },
      { name: 'exclude', value: 'GLOB...' },
      { name: 'compression', value: 'LEVEL' },
      { name: 'schedule', value: 'WHEN' },
      { name: 'keep', value: 'RULE' },
      { name: 'watch-file', value: 'SWITCH' },
      { name: 'shadow-copy', value: 'SWITCH' },
      ...timing,
      { name: 'encrypt' },
      ...secrets,
      { name: 'recovery-key-out', value: 'FILE' },
      credentials,
    ],
    load: async () => (await import('./command/plan-add.ts')).planAdd,
  },
  { name: 'plan list', load: async () => (await import('./command/plan-list.ts')).planList },
  { name: 'plan show', args: [plan], load: async () => (await import('./command/plan-show.ts')).planShow },
  {
    name: 'plan remove',
    args: [plan],
    options: [pin],
    load: async () => (await import('./command/plan-remove.ts')).planRemove,
  },
  {
    name: 'plan edit',
    args: [plan],
    options: [
      { name: 'name', value: 'NAME' },
      { name: 'source', value: 'PATH...' },
      { name: 'scheme', value: 'SCHEME' },
      { name: 'exclude', value: 'GLOB...' },
      { name: 'exclude-nothing' },
      { name: 'compression', value: 'LEVEL' },
      { name: 'schedule', value: 'WHEN' },
      { name: 'keep', value: 'RULE' },
      { name: 'on-plug-in', value: 'WHEN' },
      ...timing,
      { name: 'watch-file', value: 'SWITCH' },
      { name: 'shadow-copy', value: 'SWITCH' },
      { name: 'vault', value: 'PLACE' },
      credentials,
      pin,
    ],
    load: async () => (await import('./command/plan-edit.ts')).planEdit,
  },
  { name: 'disk list', args: [plan], load: async () => (await import('./command/disk-list.ts')).diskList },
  {
    name: 'disk add',
    args: [plan],
    options: [
      { name: 'name', value: 'NAME', required: true },
      { name: 'vault', value: 'PLACE', required: true },
      { name: 'first-name', value: 'NAME' },
      ...secrets,
      { name: 'recovery-key-out', value: 'FILE' },
      credentials,
      pin,
    ],
    load: async () => (await import('./command/disk-add.ts')).diskAdd,
  },
  {
    name: 'disk rename',
    args: [plan, { name: 'disk' }, { name: 'new-name' }],
    load: async () => (await import('./command/disk-change.ts')).diskRename,
  },
  {
    name: 'disk remove',
    args: [plan, { name: 'disk' }],
    options: [pin],
    load: async () => (await import('./command/disk-change.ts')).diskRemove,
  },
  {
    name: 'disk eject',
    args: [plan, { name: 'disk', optional: true }],
    load: async () => (await import('./command/disk-change.ts')).diskEject,
  },
  { name: 'plan pause', args: [plan], load: async () => (await import('./command/plan-pause.ts')).planPause },
  { name: 'plan resume', args: [plan], load: async () => (await import('./command/plan-resume.ts')).planResume },
  {
    name: 'plan accept-gap',
    args: [plan, { name: 'gap' }],
    options: [
      { name: 'by', value: 'NAME', required: true },
      { name: 'days', value: 'COUNT' },
      { name: 'reason', value: 'TEXT' },
    ],
    load: async () => (await import('./command/plan-gap.ts')).planAcceptGap,
  },
  {
    name: 'plan refuse-gap',
    args: [plan, { name: 'gap' }],
    load: async () => (await import('./command/plan-gap.ts')).planRefuseGap,
  },
  {
    name: 'plan adopt',
    args: [plan],
    options: [map, ...secrets],
    load: async () => (await import('./command/plan-adopt.ts')).planAdopt,
  },
  {
    name: 'backup',
    args: [plan],
    options: [
      { name: 'kind', value: 'KIND' },
      { name: 'rehash' },
      { name: 'fresh' },
      { name: 'on-cancel', value: 'WHAT' },
    ],
    load: async () => (await import('./command/backup.ts')).backup,
  },
  { name: 'notify show', load: async () => (await import('./command/notify.ts')).notifyShow },
  {
    name: 'notify set',
    options: [
      { name: 'mail-server', value: 'HOST[:PORT]' },
      { name: 'mail-security', value: 'HOW' },
      { name: 'mail-user', value: 'USER' },
      { name: 'mail-password-file', value: 'FILE' },
      { name: 'mail-from', value: 'ADDRESS' },
      { name: 'mail-to', value: 'ADDRESS...' },
      { name: 'webhook-url', value: 'URL' },
      { name: 'webhook-url-file', value: 'FILE' },
      { name: 'webhook-format', value: 'FORMAT' },
      { name: 'webhook-secret-file', value: 'FILE' },
      { name: 'digest', value: 'HOW-OFTEN' },
      { name: 'digest-at', value: 'HH:MM' },
      { name: 'digest-on', value: 'DAY' },
      { name: 'letter-language', value: 'LANGUAGE' },
      pin,
    ],
    load: async () => (await import('./command/notify-set.ts')).notifySet,
  },
  {
    name: 'notify test',
    args: [{ name: 'channel', optional: true }],
    load: async () => (await import('./command/notify.ts')).notifyTest,
  },
  {
    name: 'notify remove',
    args: [{ name: 'channel' }],
    options: [pin],
    load: async () => (await import('./command/notify.ts')).notifyRemove,
  },
  {
    name: 'limits',
    options: [
      { name: 'priority', value: 'HOW' },
      { name: 'read', value: 'RATE' },
      { name: 'write', value: 'RATE' },
      { name: 'during', value: 'HOURS' },
      { name: 'battery', value: 'PERCENT' },
    ],
    load: async () => (await import('./command/limits.ts')).limits,
  },
  {
    name: 'history',
    args: [{ name: 'plan', optional: true }],
    options: [{ name: 'csv' }, { name: 'limit', value: 'COUNT' }],
    load: async () => (await import('./command/history.ts')).history,
  },
  { name: 'points', args: [plan], load: async () => (await import('./command/points.ts')).points },
  {
    name: 'files',
    args: [plan, { name: 'path', optional: true }],
    options: [at],
    load: async () => (await import('./command/files.ts')).files,
  },
  {
    name: 'find',
    args: [{ name: 'pattern' }],
    options: [{ name: 'plan', value: 'PLAN' }, { name: 'deleted' }, { name: 'limit', value: 'COUNT' }],
    load: async () => (await import('./command/find.ts')).find,
  },
  {
    name: 'restore',
    args: [plan],
    options: [
      { name: 'to', value: 'DIR' },
      { name: 'original-place' },
      { name: 'zip', value: 'FILE' },
      at,
      { name: 'path', value: 'PATH...' },
      { name: 'conflict', value: 'RULE' },
      { name: 'preview' },
      map,
      ...secrets,
    ],
    load: async () => (await import('./command/restore.ts')).restore,
  },
  {
    name: 'verify',
    args: [plan],
    options: [at, { name: 'level', value: 'LEVEL' }, { name: 'copy', value: 'COPY' }, ...secrets],
    load: async () => (await import('./command/verify.ts')).verify,
  },
  { name: 'drill', args: [plan], options: laterSecrets },
  {
    name: 'place test',
    args: [{ name: 'place' }],
    options: [credentials, { name: 'new-host-key' }],
    load: async () => (await import('./command/place-test.ts')).placeTest,
  },
  {
    name: 'vault open',
    args: [{ name: 'place' }],
    options: [...secrets, credentials],
    load: async () => (await import('./command/vault-open.ts')).vaultOpen,
  },
  {
    name: 'schedule next',
    args: [plan],
    options: [{ name: 'count', value: 'COUNT' }],
    load: async () => (await import('./command/schedule-next.ts')).scheduleNext,
  },
  {
    name: 'schedule install',
    load: async () => (await import('./command/schedule-unattended.ts')).scheduleInstall,
  },
  {
    name: 'schedule remove',
    load: async () => (await import('./command/schedule-unattended.ts')).scheduleRemove,
  },
  {
    name: 'schedule status',
    load: async () => (await import('./command/schedule-unattended.ts')).scheduleStatus,
  },
  {
    name: 'holidays',
    options: [{ name: 'set', value: 'DAY...' }, { name: 'none' }],
    load: async () => (await import('./command/holidays.ts')).holidays,
  },
  {
    name: 'run-due',
    options: [{ name: 'event', value: 'EVENT' }],
    load: async () => (await import('./command/run-due.ts')).runDue,
  },
  {
    name: 'config import',
    args: [{ name: 'file' }],
    options: [{ name: 'preview' }, pin],
    load: async () => (await import('./command/config-import.ts')).configImport,
  },
  { name: 'config export', load: async () => (await import('./command/config-export.ts')).configExport },
  {
    name: 'alarms',
    options: [{ name: 'closed' }, { name: 'limit', value: 'COUNT' }],
    load: async () => (await import('./command/alarms.ts')).alarms,
  },
  {
    name: 'alarms ack',
    args: [{ name: 'alarm' }],
    options: [
      { name: 'by', value: 'NAME', required: true },
      { name: 'note', value: 'TEXT' },
      { name: 'days', value: 'COUNT' },
    ],
    load: async () => (await import('./command/alarms.ts')).alarmsAck,
  },
  { name: 'status', load: async () => (await import('./command/status.ts')).status },
  {
    name: 'fleet',
    options: [{ name: 'vault', value: 'PLACE' }, ...secrets, credentials],
    load: async () => (await import('./command/fleet.ts')).fleet,
  },
  {
    name: 'diagnostics',
    options: [{ name: 'out', value: 'FILE' }, { name: 'preview' }],
    load: async () => (await import('./command/diagnostics.ts')).diagnostics,
  },
  { name: 'excludes', load: async () => (await import('./command/excludes.ts')).excludes },
  {
    name: 'prune',
    args: [plan],
    options: [{ name: 'preview' }, { name: 'undo' }, { name: 'clock-is-right' }, pin],
    load: async () => (await import('./command/prune.ts')).prune,
  },
  {
    name: 'hold',
    args: [plan],
    options: [{ name: 'ours' }, { name: 'attack' }, { name: 'by', value: 'NAME' }, pin],
    load: async () => (await import('./command/hold.ts')).hold,
  },
  {
    name: 'copy',
    args: [plan],
    options: [
      { name: 'to-vault', value: 'PLACE' },
      { name: 'name', value: 'NAME' },
      { name: 'keep', value: 'RULE' },
      { name: 'failover' },
      credentials,
      { name: 'forget', value: 'COPY' },
    ],
    load: async () => (await import('./command/copy.ts')).copy,
  },
  {
    name: 'repair',
    args: [plan],
    options: [at],
    load: async () => (await import('./command/repair.ts')).repair,
  },
  { name: 'undo', args: [{ name: 'restore' }], load: async () => (await import('./command/undo.ts')).undo },
  {
    name: 'consolidate',
    args: [plan],
    options: [at, ...secrets],
    load: async () => (await import('./command/consolidate.ts')).consolidate,
  },
  {
    name: 'kit',
    args: [plan],
    options: [{ name: 'out', value: 'FILE', required: true }, ...secrets, pin],
    load: async () => (await import('./command/kit.ts')).kit,
  },
  {
    name: 'passphrase',
    args: [plan],
    options: [...secrets, { name: 'new-passphrase-file', value: 'FILE', required: true }, pin],
    load: async () => (await import('./command/passphrase.ts')).passphrase,
  },
  {
    name: 'pin',
    options: [pin, { name: 'new-pin-file', value: 'FILE' }, { name: 'remove' }, { name: 'forgotten' }],
    load: async () => (await import('./command/pin.ts')).pin,
  },
];
