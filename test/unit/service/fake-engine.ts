import {
  type BackupResult,
  NO_TIMING,
  type Plan,
  type RestoreResult,
  type VerifyResult,
} from '../../../electron/contract/index.ts';
import { EngineError, type JobControl } from '../../../electron/engine/engine.ts';
import type { EngineDoor } from '../../../electron/service/dispatcher.ts';

export const complete: BackupResult = {
  outcome: 'complete',
  kind: 'full',
  kindReason: 'first',
  setId: 's1',
  files: { scanned: 1, new: 1, changed: 0, moved: 0, unchanged: 0, deleted: 0, gaps: 0 },
  special: 0,
  bytes: { scanned: 1, read: 1, stored: 1 },
  seconds: 0.1,
  gaps: [],
  readBack: 'direct',
  durability: 'confirmed',
};

export function plan(id: string): Plan {
  return {
    id,
    name: `plan ${id}`,
    state: 'never',
    origin: 'here',
    sources: [{ path: '/source', label: 'source' }],
    vault: '/vault',
    vaultId: 'v',
    places: [],
    plugIn: 'due',
    useShadowCopies: true,
    encryption: 'none',
    scheme: 'automatic',
    level: 1,
    schedule: '',
    timing: NO_TIMING,
    keep: '',
    exclude: [],
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

/** A run that the test ends. */
export interface HeldRun {
  readonly plan: string;
  readonly control: JobControl | undefined;
  end(result: BackupResult): void;
  fail(error: unknown): void;
}

/** An engine with plans `a` and `b` whose backups wait to be ended, and a list of everything that was asked of it. */
export function fakeEngine(): { engine: EngineDoor; runs: HeldRun[]; asked: string[] } {
  const runs: HeldRun[] = [];
  const asked: string[] = [];
  const noted =
    <A extends unknown[], T>(name: string, answer: (...args: A) => T) =>
    (...args: A): Promise<T> => {
      asked.push(name);
      return Promise.resolve(answer(...args));
    };
  const unused = (name: string) => () => Promise.reject(new EngineError('not-yet', { subject: name }));
  const engine: EngineDoor = {
    status: unused('status'),
    pin: {
      state: unused('pin.state'),
      set: unused('pin.set'),
      forget: unused('pin.forget'),
      demand: unused('pin.demand'),
    },
    disks: {
      add: unused('disks.add'),
      rename: unused('disks.rename'),
      remove: unused('disks.remove'),
      eject: unused('disks.eject'),
      news: () => Promise.resolve({ changed: false, runs: [] }),
    },
    alarms: {
      board: () => Promise.resolve({ alarms: [], watch: { everyMs: 300_000 } }),
      closed: () => Promise.resolve([]),
      raise: unused('alarms.raise'),
      close: unused('alarms.close'),
      acknowledge: unused('alarms.acknowledge'),
      look: () => Promise.resolve({ alarms: [], watch: { everyMs: 300_000 } }),
      claim: () => Promise.resolve(undefined),
      unwatched: () => Promise.resolve([]),
      watched: unused('alarms.watched'),
      acceptedGaps: () => Promise.resolve([]),
      acceptGap: unused('alarms.acceptGap'),
      refuseGap: unused('alarms.refuseGap'),
      told: unused('alarms.told'),
      notTold: unused('alarms.notTold'),
    },
    holdAnswer: unused('holdAnswer'),
    notify: {
      settings: unused('notify.settings'),
      change: unused('notify.change'),
      test: unused('notify.test'),
      tell: () => Promise.resolve(),
    },
    limits: unused('limits'),
    limitsSet: unused('limitsSet'),
    planAdd: noted('planAdd', (input) => ({
      id: 'c',
      name: input.name,
      vault: input.vault,
      vaultId: 'v',
      inSubfolder: false,
      encrypted: false,
    })),
    unlock: unused('unlock'),
    lock: unused('lock'),
    passphraseChange: unused('passphraseChange'),
    recoveryKit: unused('recoveryKit'),
    vaultLook: unused('vaultLook'),
    placeTest: unused('placeTest'),
    fleet: unused('fleet'),
    fleetVaults: noted('fleetVaults', () => []),
    planList: noted('planList', () => [plan('a'), plan('b')]),
    planShow: (id) => {
      if (id !== 'a' && id !== 'b') return Promise.reject(new EngineError('plan-unknown', { subject: id }));
      return Promise.resolve(plan(id));
    },
    planAdopt: unused('planAdopt'),
    planRemove: noted('planRemove', () => undefined),
    builtinExcludes: () => [],
    points: noted('points', () => []),
    files: unused('files'),
    nearestFolder: unused('nearestFolder'),
    find: () => Promise.reject(new TypeError('a bug')),
    fileVersions: unused('fileVersions'),
    filePreview: unused('filePreview'),
    prepareFinding: () => Promise.resolve(),
    backup: (input, control) =>
      new Promise<BackupResult>((resolve, reject) => {
        asked.push('backup');
        runs.push({ plan: input.plan, control, end: resolve, fail: reject });
      }),
    restorePreview: unused('restorePreview'),
    restore: () => new Promise<RestoreResult>(() => {}),
    verify: () => new Promise<VerifyResult>(() => {}),
    consolidate: unused('consolidate'),
    prunePreview: unused('prunePreview'),
    prune: unused('prune'),
    copyAdd: unused('copyAdd'),
    copyRemove: unused('copyRemove'),
    copy: unused('copy'),
    repair: unused('repair'),
    undo: unused('undo'),
    undoPlan: unused('undoPlan'),
    vaultOpen: unused('vaultOpen'),
    planEdit: unused('planEdit'),
    estimate: unused('estimate'),
    configExport: unused('configExport'),
    configImport: unused('configImport'),
    schedule: {
      look: unused('schedule.look'),
      nextOf: unused('schedule.nextOf'),
      until: unused('schedule.until'),
      event: noted('schedule.event', () => 0),
      unmet: () => Promise.resolve([]),
      take: () => Promise.resolve(undefined),
      nextAt: () => Promise.resolve(undefined),
      skipped: noted('schedule.skipped', () => undefined),
      run: (due, control) => engine.backup(due, control),
      ended: noted('schedule.ended', () => undefined),
      holidays: noted('schedule.holidays', () => []),
      holidaysSet: noted('schedule.holidaysSet', (holidays) => [...holidays]),
      pause: noted('schedule.pause', () => undefined),
      resume: noted('schedule.resume', () => undefined),
    },
    runList: unused('runList'),
    runTroubles: unused('runTroubles'),
    close: noted('close', () => undefined),
  };
  return { engine, runs, asked };
}
