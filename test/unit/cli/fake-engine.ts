import type {
  BackupResult,
  ConsolidateResult,
  CopyResult,
  FilePage,
  Fleet,
  Plan,
  PlanCopy,
  Point,
  Progress,
  PrunePlan,
  PruneResult,
  RestorePreview,
  RestoreResult,
  Run,
  UndoResult,
  VerifyResult,
} from '../../../electron/contract/index.ts';
import { NO_LIMITS, NO_TIMING } from '../../../electron/contract/index.ts';
import { fakeAlarms } from './fake-alarms.ts';
import { fakeSchedule } from './fake-schedule.ts';
import type { EngineDoor } from '../../../electron/cli/world.ts';
import { repairResult } from './repair-result.ts';
import { fakeNotify } from './fake-notify.ts';

const at = '2025-11-21T09:30:00.000Z';

export const plan: Plan = {
  id: 'p1',
  name: 'Accounts',
  state: 'protected',
  origin: 'here',
  sources: [{ path: '/home/me/Documents', label: 'Documents' }],
  vault: '/mnt/vault',
  vaultId: 'v1',
  places: [{ vaultId: 'v1', place: '/mnt/vault', role: 'primary', name: '', points: 1, awayTooLong: false }],
  plugIn: 'due',
  useShadowCopies: true,
  encryption: 'none',
  scheme: 'automatic',
  level: 1,
  schedule: '',
  timing: NO_TIMING,
  keep: '',
  exclude: ['*.tmp'],
  createdAt: at,
  lastGoodAt: at,
  lastRun: { run: 1, outcome: 'complete', endedAt: at },
};

export const backupResult: BackupResult = {
  outcome: 'complete',
  kind: 'full',
  kindReason: 'first',
  setId: 's1',
  files: { scanned: 12345, new: 12345, changed: 0, moved: 0, unchanged: 0, deleted: 0, gaps: 0 },
  special: 0,
  bytes: { scanned: 5_000_000, read: 5_000_000, stored: 2_000_000 },
  seconds: 5.83,
  gaps: [],
  readBack: 'direct',
  durability: 'confirmed',
};

export const restoreResult: RestoreResult = {
  outcome: 'complete',
  setId: 's1',
  files: { requested: 2, restored: 2, skipped: 0, failed: 0 },
  bytes: 2048,
  seconds: 0.2,
  to: '/tmp/out',
  damaged: false,
  failures: [],
  renamed: [],
  notices: [],
};

export const undoResult: UndoResult = {
  outcome: 'complete',
  restore: 'r1r1r1',
  files: { putBack: 2, removed: 1, leftChanged: 0, failed: 0 },
  seconds: 0.1,
  to: '/tmp/out',
  failures: [],
};

export const prunePlan: PrunePlan = {
  keep: 'monthly 12',
  points: [
    { setId: 's0', kind: 'full', at, outcome: 'complete', verified: true, storedBytes: 100, stays: false, reasons: [] },
    {
      setId: 's1',
      kind: 'full',
      at,
      outcome: 'complete',
      verified: true,
      storedBytes: 2_000_000,
      stays: true,
      reasons: [{ why: 'newest' }, { why: 'monthly', period: '2025-11' }],
    },
  ],
  trash: [{ setId: 's9', kind: 'full', at, storedBytes: 5, removedAt: at, until: at, isDue: true }],
};

export const pruneResult: PruneResult = {
  outcome: 'complete',
  removed: [{ setId: 's0', kind: 'full', at, storedBytes: 100 }],
  purged: [],
  returned: [],
  kept: 1,
  inTrash: 1,
  seconds: 0.1,
};

export const fleet: Fleet = {
  vault: '/mnt/vault',
  vaultId: 'v1',
  at,
  isEncrypted: false,
  isLocked: false,
  machines: [
    {
      machine: 'm2',
      name: 'till 2',
      isHere: false,
      state: 'overdue',
      why: 'silent',
      heardAt: at,
      plans: [{ plan: 'p2', name: 'Till', state: 'overdue', why: 'silent' }],
    },
    {
      machine: 'm1',
      name: 'front-desk',
      isHere: true,
      state: 'protected',
      heardAt: at,
      lastGoodAt: at,
      plans: [{ plan: 'p1', name: 'Accounts', state: 'protected', lastGoodAt: at }],
    },
  ],
};

export const verifyResult: VerifyResult = {
  outcome: 'complete',
  level: 'read',
  vault: [],
  points: [{ setId: 's1', at, state: 'good', damage: [] }],
  bytesRead: 2_000_000,
  bytesNotRead: 0,
  seconds: 1,
  ignored: [],
};

export const point: Point = {
  setId: 's1',
  kind: 'full',
  at,
  outcome: 'complete',
  files: 2,
  bytes: 4096,
  storedBytes: 2048,
  base: null,
  parent: null,
  verified: true,
  vaultId: 'v1',
  gaps: 0,
};

export const run: Run = {
  id: 1,
  planId: 'p1',
  planName: 'Accounts',
  verb: 'backup',
  startedAt: at,
  endedAt: at,
  outcome: 'incomplete',
  kind: 'full',
  setId: 's1',
  seconds: 5.83,
  files: 12345,
  bytes: 5_000_000,
  storedBytes: 2_000_000,
  troubles: { locked: 2 },
};

const page: FilePage = {
  setId: 's1',
  at,
  path: '',
  total: 1,
  rows: [{ path: 'Documents', name: 'Documents', type: 'dir', size: 0, modifiedAt: at, flags: [] }],
};

const preview: RestorePreview = {
  setId: 's1',
  at,
  to: '/tmp/out',
  counts: { create: 1, replace: 1, keepBoth: 0, skip: 0, keepNewer: 0, same: 0, folders: 1, unavailable: 0 },
  bytes: 2048,
  notable: [{ path: 'Documents/a.txt', action: 'replace' }],
};

export const sample: Progress = {
  phase: 'saving',
  files: { seen: 50, done: 40, expected: 100 },
  bytes: { seen: 5000, done: 4000, stored: 2000, expected: 10_000 },
  gaps: 0,
};

const planCopy: PlanCopy = {
  copy: 'c1',
  name: 'Safe',
  place: '/safe',
  failover: false,
  keep: '',
  points: 0,
};

export const copyResult: CopyResult = {
  outcome: 'complete',
  broughtHome: 0,
  copies: [
    {
      copy: 'c1',
      name: 'Safe',
      place: '/safe',
      outcome: 'complete',
      copied: 1,
      there: 2,
      missing: 0,
      bytes: 2048,
      removed: 0,
    },
  ],
  bytes: 2048,
  seconds: 1.5,
};

export const consolidateResult: ConsolidateResult = {
  outcome: 'complete',
  setId: 's2',
  madeFrom: 's1',
  at,
  files: 3,
  bytes: { total: 4096, read: 2048, copied: 1024, stored: 2048 },
  seconds: 1.5,
  gaps: [],
  gapCount: 0,
  readBack: 'direct',
  durability: 'confirmed',
};

/** The engine's door with answers that are always the same; what it was asked stands in `asked`. */
export function fakeEngine(answers: Partial<EngineDoor> = {}): { engine: EngineDoor; asked: [string, unknown][] } {
  const asked: [string, unknown][] = [];
  const answer =
    <T>(name: string, value: T) =>
    (input?: unknown): Promise<T> => {
      asked.push([name, input]);
      return Promise.resolve(value);
    };
  const engine: EngineDoor = {
    status: answer('status', {
      plans: [plan],
      version: '0.1.0',
      node: '24.21.0',
      catalogueRebuilt: false,
      alarms: [],
      watch: { everyMs: 300_000 },
    }),
    limits: answer('limits', NO_LIMITS),
    limitsSet: answer('limitsSet', NO_LIMITS),
    planAdd: answer('planAdd', {
      id: 'p1',
      name: 'Accounts',
      vault: '/mnt/vault',
      vaultId: 'v1',
      inSubfolder: false,
      encrypted: false,
    }),
    planList: answer('planList', [plan]),
    planShow: answer('planShow', plan),
    planRemove: answer('planRemove', undefined),
    holdAnswer: answer('holdAnswer', undefined),
    planAdopt: answer('planAdopt', {
      id: 'p1',
      name: 'Accounts',
      vault: '/mnt/vault',
      vaultId: 'v1',
      inSubfolder: false,
      encrypted: false,
    }),
    builtinExcludes: () => [{ pattern: '.cache', why: 'cache' }],
    points: answer('points', [point]),
    files: answer('files', page),
    prepareFinding: answer('prepareFinding', undefined),
    find: answer('find', {
      rows: [{ ...page.rows[0], type: 'file', planId: 'p1', points: [{ setId: 's1', at }] } as never],
      more: false,
    }),
    nearestFolder: answer('nearestFolder', { setId: 's1', at, path: 'a/b', above: 'a' }),
    fileVersions: answer('fileVersions', []),
    filePreview: answer('filePreview', { kind: 'none', reason: 'empty' }),
    backup: answer('backup', backupResult),
    restorePreview: answer('restorePreview', preview),
    restore: answer('restore', restoreResult),
    consolidate: answer('consolidate', consolidateResult),
    undo: answer('undo', undoResult),
    undoPlan: answer('undoPlan', 'p1'),
    verify: answer('verify', verifyResult),
    prunePreview: answer('prunePreview', prunePlan),
    prune: answer('prune', pruneResult),
    copyAdd: answer('copyAdd', planCopy),
    copyRemove: answer('copyRemove', undefined),
    copy: answer('copy', copyResult),
    repair: answer('repair', repairResult),
    vaultOpen: answer('vaultOpen', {
      vault: '/mnt/vault',
      vaultId: 'v1',
      plans: [{ id: 'p1', name: 'Accounts', machine: 'front-desk', points: 1 }],
      points: 1,
      unreadable: [],
    }),
    pin: {
      state: answer('pin.state', { isSet: true }),
      set: answer('pin.set', { isSet: true }),
      forget: answer('pin.forget', { isSet: false }),
      demand: answer('pin.demand', undefined),
    },
    disks: {
      add: answer('disks.add', { vaultId: 'v2', name: 'B', vault: '/mnt/b', inSubfolder: false, encrypted: false }),
      rename: answer('disks.rename', undefined),
      remove: answer('disks.remove', undefined),
      eject: answer('disks.eject', { name: 'B', place: '/mnt/b' }),
      news: answer('disks.news', { changed: false, runs: [] }),
    },
    alarms: fakeAlarms(answer),
    notify: fakeNotify(answer),
    planEdit: answer('planEdit', plan),
    estimate: answer('estimate', { files: 0, bytes: 0, unreadable: 0, complete: true, leftOut: [] }),
    configExport: answer('configExport', { json: '{}\n' }),
    configImport: answer('configImport', { added: [], skipped: [], holidays: [], told: 'nobody' as const, toType: [] }),
    schedule: fakeSchedule(answer, at, backupResult),
    runList: answer('runList', { rows: [run], total: 1 }),
    runTroubles: answer('runTroubles', []),
    close: answer('close', undefined),
    unlock: answer('unlock', undefined),
    lock: answer('lock', undefined),
    passphraseChange: answer('passphraseChange', undefined),
    fleetVaults: answer('fleetVaults', [{ vaultId: 'v1', vault: '/mnt/vault', machines: 2 }]),
    fleet: answer('fleet', fleet),
    placeTest: answer('placeTest', {
      place: '/mnt/vault',
      user: 'ann',
      computer: 'office',
      durability: 'flushed' as const,
      seconds: 0.1,
    }),
    vaultLook: answer('vaultLook', 'nothing' as const),
    recoveryKit: answer('recoveryKit', {
      recoveryKey: 'AGE-SECRET-KEY-1',
      vault: '/mnt/vault',
      vaultId: 'v1',
      plans: ['Accounts'],
      computer: 'front-desk',
      keyNumber: 1,
    }),
    ...answers,
  };
  return { engine, asked };
}
