import { resolve } from 'node:path';
import type * as Contract from '../contract/index.ts';
import { APP_VERSION } from '../contract/index.ts';
import { Apart } from './apart.ts';
import { readBattery } from './base/index.ts';
import { exportConfiguration, importConfiguration } from './configuration.ts';
import { DataFolder, makeHome } from './data-folder.ts';
import { type Doors, makeDoors } from './doors.ts';
import type { BackupOrder, EngineOptions } from './engine-options.ts';
import {
  addCopy,
  addPlan,
  adoptPlan,
  changePassphrase,
  describePlan,
  describePlans,
  editPlan,
  estimate,
  type EstimateInput,
  findOwnPlan,
  findPlan,
  type GivenSecret,
  type KitFacts,
  kitFacts,
  listPoints,
  listRuns,
  lookAtPlace,
  removeCopy,
  removePlan,
  runTroubles,
  testPlace,
  unlockPlan,
  usedDisk,
} from './ledger/index.ts';
import { alarmBoard, fleet, fleetVaults } from './watch/index.ts';
import { answerHold } from './backup/index.ts';
import { backUpPlan, consolidatePlan, prunePlan } from './due/index.ts';
import { changeLimits, type JobControl, limitsOf } from './run/index.ts';
import {
  fileVersions,
  findFiles,
  listFiles,
  nearestFolder,
  openVault,
  plansToSearch,
  previewFile,
} from './browse/index.ts';
import { findUndo, previewRestore, restore, tidyUndo, undoRestore } from './restore/index.ts';
import { planPrune, type PruneInput } from './prune/index.ts';
import { repairPlan, runCopy } from './copy/index.ts';
import { selfTest } from './diagnostics/index.ts';
import { verify, type VerifyInput } from './verify/index.ts';
export type { CheckpointRules } from './backup/index.ts';
export type { DueRun, Look } from './due/index.ts';
export type { GivenSecret, KitFacts, PlugInRun } from './ledger/index.ts';
export type { JobControl } from './run/index.ts';
import { prepareFinding } from './prepare-finding.ts';
import { type BuiltinExclude, builtinExcludes } from './scan/index.ts';

export { EngineError, type Gate } from './base/index.ts';
export { SHADOW_TASK, shadowHelperFolder } from './source/index.ts';
export { diagnose } from './diagnose.ts';
export { watchAll, watchVault } from './watch.ts';
export type { Apart, HeldKeys, SeenDisks, Whereabouts } from './apart.ts';
export type { AlarmDoor, DiskDoor, NotifyDoor, ScheduleDoor } from './doors.ts';
export type { BackupOrder, EngineOptions } from './engine-options.ts';
export type { DigestSources } from './digest-facts.ts';

/** Opens or makes the data folder. Throws EngineError `engine-unfit`, `home-unusable`, `home-newer` or `state-damaged`. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  selfTest();
  return new Engine(makeHome(resolve(options.home)), options);
}

/**
 * The only door of the engine. Every method either gives its value or throws `EngineError`, whose `code` is one of the
 * contract's; anything else thrown is a bug. A cancelled job resolves with the outcome `cancelled`.
 */
export class Engine {
  readonly #home: string;
  readonly #options: Omit<EngineOptions, 'home' | 'battery'>;
  readonly #data: DataFolder;
  readonly pin: Doors['pin'];
  /** For whoever has places worked with in other processes. */
  readonly apart: Apart;
  readonly disks: Doors['disks'];
  readonly alarms: Doors['alarms'];
  readonly notify: Doors['notify'];
  readonly schedule: Doors['schedule'];
  #closing = false;

  /** Only for `openEngine`, which has tested what it stands on. */
  constructor(home: string, { battery = readBattery, ...options }: Omit<EngineOptions, 'home'>) {
    this.#home = home;
    this.#options = options;
    this.#data = new DataFolder(home, options.role, options.volumes);
    this.apart = new Apart(this.#data);
    const doors = makeDoors(this.#data, { ...options, battery, backup: (...given) => this.backup(...given) });
    ({ pin: this.pin, disks: this.disks, schedule: this.schedule } = doors);
    ({ alarms: this.alarms, notify: this.notify } = doors);
    if (this.#data.role === 'alone') tidyUndo(home, this.#data.state);
  }

  status(): Promise<Contract.Status> {
    const facts = { version: APP_VERSION, node: process.version };
    // Whether the catalogue is new is known once it is open.
    return this.#data.looked((deps) => ({
      ...facts,
      plans: describePlans(deps),
      ...alarmBoard(deps),
      ...this.#data.news,
    }));
  }

  /** `secret`: what a new vault is encrypted behind, or opens one that is. */
  planAdd(input: Contract.PlanInput, secret: GivenSecret = {}): Promise<Contract.PlanAdded> {
    const { vaultReadme: readme, watchFile, passphraseLogN: logN } = this.#options;
    const birth = { readme, watchFile, secret, logN };
    return this.#data.with((deps) => addPlan(deps, input, birth));
  }

  planList(): Promise<Contract.Plan[]> {
    return this.#data.looked((deps) => describePlans(deps));
  }

  planShow(plan: string): Promise<Contract.Plan> {
    return this.#data.looked((deps) => describePlan(deps, findPlan(deps, plan)));
  }

  /** The backups stay where they are. A plan that was only found in a vault is forgotten until the vault is opened again. */
  planRemove(plan: string, pin?: string): Promise<void> {
    return this.#data.with((deps) => removePlan(deps, findPlan(deps, plan), pin));
  }

  /** What is left out of the change stays. The next recovery point carries the new definition. `pin`: for what is kept and the sources. */
  planEdit(plan: string, change: Contract.PlanChange, pin?: string): Promise<Contract.Plan> {
    return this.#data.with(async (deps) =>
      describePlan(deps, await editPlan(deps, plan, { change, pin, watchFile: this.#options.watchFile })),
    );
  }

  /** What a first backup of these sources would read, and what the rules leave out. */
  estimate(input: EstimateInput): Promise<Contract.Estimate> {
    return this.#data.with((deps) => estimate(deps, this.#home, input));
  }

  limits(): Promise<Contract.Limits> {
    return this.#data.with(limitsOf);
  }

  limitsSet(change: Contract.LimitsChange): Promise<Contract.Limits> {
    return this.#data.with((deps) => changeLimits(deps, change));
  }

  /** The plans of this computer as a JSON text, for another one. */
  configExport(): Promise<{ json: string }> {
    return this.#data.with(async (deps) => ({ json: await exportConfiguration(deps, this.notify) }));
  }

  /** `preview` only says what would happen. Throws `config-invalid`, and for want of the PIN where it says who is told. */
  configImport(input: { json: string; preview: boolean; pin?: string }): Promise<Contract.ConfigImported> {
    const { vaultReadme: readme, watchFile } = this.#options;
    const around = { notify: this.notify, pin: this.pin, birth: { readme, watchFile } };
    return this.#data.with((deps) => importConfiguration(deps, input, around));
  }

  /** Goes on with a plan that was found in an opened vault. `sources`: where they are here, by label. */
  planAdopt(input: { plan: string; sources?: { label: string; path: string }[] }): Promise<Contract.PlanAdded> {
    const { plan, sources = [] } = input;
    return this.#data.withPlan({ plan }, (deps) => adoptPlan(deps, { plan, sources }));
  }

  builtinExcludes(): BuiltinExclude[] {
    return [...builtinExcludes()];
  }

  points(plan: string): Promise<Contract.Point[]> {
    return this.#data.with((deps) => listPoints(deps, findPlan(deps, plan)));
  }

  files(input: {
    plan: string;
    at?: string;
    path?: string;
    offset?: number;
    limit?: number;
  }): Promise<Contract.FilePage> {
    const { at = 'latest', path = '', offset = 0, limit = Number.POSITIVE_INFINITY } = input;
    return this.#data.with((deps) =>
      this.#data.folders.use((pages) =>
        listFiles(deps, pages, findPlan(deps, input.plan), { at, path, offset, limit }),
      ),
    );
  }

  /** Where to go on from a folder that a point does not hold. */
  nearestFolder(plan: string, folder: { at: string; path: string }): Promise<Contract.NearestFolder> {
    return this.#data.with((deps) => nearestFolder(deps, findPlan(deps, plan), folder));
  }

  /** Files by a part of their name in all points, newest versions first; what is new is read into the index before. */
  find(input: { pattern: string; plan?: string; limit?: number; deletedOnly?: boolean }): Promise<Contract.FindResult> {
    const { pattern, limit = 200, deletedOnly = false } = input;
    return this.#data.with((deps) => {
      const plan = input.plan === undefined ? undefined : findPlan(deps, input.plan);
      return this.#data.withSearch((search) =>
        findFiles(deps, search, plansToSearch(deps, plan), { pattern, limit, deletedOnly }),
      );
    });
  }

  /** The contents that a path has had, newest first. Throws `path-unknown`. */
  fileVersions(plan: string, path: string): Promise<Contract.FileVersion[]> {
    return this.#data.with((deps) => fileVersions(deps, findPlan(deps, plan), path));
  }

  /** What is in a file of a point, as far as it can be shown. */
  filePreview({ plan, at, path }: { plan: string; at: string; path: string }): Promise<Contract.FilePreview> {
    return this.#data.withPlan({ plan, at }, (deps, known) => previewFile(deps, known, { at, path }));
  }

  /** Counts and reads what is new into the indexes, so that nobody who opens a folder or searches has to wait for it. */
  prepareFinding(): Promise<void> {
    return prepareFinding(this.#data, () => !this.#closing);
  }

  /** `fresh` begins anew where an interrupted run could be gone on with. A signal with the reason `DISCARD` keeps nothing. */
  backup(input: BackupOrder, control: JobControl = {}): Promise<Contract.BackupResult> {
    const { kind, rehash = false, fresh = false } = input;
    return this.#data.with(async (deps) => {
      const plan = await deps.disks.settled(deps.state, findOwnPlan(deps, input.plan), 'run');
      const run = { plan, kind, rehash, fresh };
      const { checkpoints, shadows } = this.#options;
      const all = { ...deps, home: this.#home, checkpoints, shadows };
      const result = await backUpPlan(all, run, control);
      const disk = usedDisk(deps, plan, result);
      return { ...result, ...(disk && { disk }) };
    });
  }

  /** What `prune` would do. `keep`: with another rule than the plan's. Throws `keep-invalid`. */
  prunePreview({
    plan,
    ...given
  }: {
    plan: string;
    keep?: string;
    clockIsRight?: boolean;
  }): Promise<Contract.PrunePlan> {
    return this.#data.withPlan({ plan }, (deps) => planPrune(deps, { plan: findOwnPlan(deps, plan), ...given }).plan);
  }

  /** Throws away what the plan no longer keeps; `undo` brings back what is still in the trash. */
  prune(input: PruneInput, control: JobControl = {}): Promise<Contract.PruneResult> {
    return this.#data.withPlan(input, (deps) => prunePlan({ ...deps, home: this.#home }, input, control));
  }

  /** One more place for copies of a plan's points, made there if it is none yet. Throws `vault-foreign`, `keep-invalid`, and what opening a vault throws. */
  copyAdd(input: Contract.CopyInput): Promise<Contract.PlanCopy> {
    return this.#data.with((deps) => addCopy(deps, input, this.#options.vaultReadme));
  }

  /** What is there stays. Throws `copy-unknown`. */
  copyRemove(plan: string, copy: string, pin?: string): Promise<void> {
    return this.#data.with((deps) => removeCopy(deps, { plan, copy, pin }));
  }

  /** Brings the copies of a plan up to date, or one of them. Throws `copy-unknown`. */
  copy(input: { plan: string; copy?: string }, control: JobControl = {}): Promise<Contract.CopyResult> {
    return this.#data.with((deps) => runCopy({ ...deps, home: this.#home }, input, control));
  }

  /** Good copies beside what is damaged of a plan, in each of its places, from one that has the bytes. Throws `busy`, `point-unknown`. */
  repair(input: { plan: string; at?: string }, control: JobControl = {}): Promise<Contract.RepairResult> {
    return this.#data.with((deps) => repairPlan({ ...deps, home: this.#home }, input, control));
  }

  /** A new full from what is stored: `at` once more, standing alone. Reads no source. Throws `already-full`, `set-damaged`. */
  consolidate(input: { plan: string; at?: string }, control: JobControl = {}): Promise<Contract.ConsolidateResult> {
    return this.#data.withPlan(input, (deps) => consolidatePlan({ ...deps, home: this.#home }, input, control));
  }

  restorePreview(input: Contract.RestoreInput): Promise<Contract.RestorePreview> {
    return this.#data.withPlan({ at: 'latest', ...input }, (deps) => previewRestore(deps, input));
  }

  restore(input: Contract.RestoreInput, control: JobControl = {}): Promise<Contract.RestoreResult> {
    return this.#data.withPlan({ at: 'latest', ...input }, (deps) =>
      restore({ ...deps, home: this.#home }, input, control),
    );
  }

  /** A person says whether what a run found changed was the office's own doing. Throws `not-held`, and for want of the PIN. */
  holdAnswer(answer: Contract.CallInput<'hold.answer'>): Promise<void> {
    return this.#data.with((deps) => answerHold(deps, answer));
  }

  /** Takes a restore back, as long as what it replaced is kept. */
  undo(input: { restore: string }, control: JobControl = {}): Promise<Contract.UndoResult> {
    return undoRestore({ home: this.#home, state: this.#data.state }, input.restore, control);
  }

  /** The plan whose restore can be taken back; perhaps it is no more. Throws `restore-unknown`. */
  async undoPlan(restore: string): Promise<string> {
    return findUndo(this.#home, restore).plan.id;
  }

  verify(input: VerifyInput, control: JobControl = {}): Promise<Contract.VerifyResult> {
    return this.#data.withPlan(input, (deps) => verify(deps, input, control));
  }

  /** The history of all verbs, newest first; `from` is included, `to` is not. */
  runList(input: Contract.RunFilter & { offset?: number; limit?: number } = {}): Promise<Contract.RunPage> {
    const { offset = 0, limit = -1 } = input;
    return this.#data.with((deps) => listRuns(deps, { ...input, offset, limit }));
  }

  runTroubles(run: number): Promise<Contract.RunTroubles> {
    return this.#data.with((deps) => runTroubles(deps, run));
  }

  /** Reads existing sets into this computer's catalogue; read-only for the vault. */
  vaultOpen(place: string, secret: GivenSecret = {}, credentials?: string): Promise<Contract.VaultOpened> {
    return this.#data.with((deps) => openVault(deps, { place, credentials }, secret));
  }

  /** What a backup needs of a place, tried with a small file of which nothing stays. */
  placeTest(place: string, credentials?: string, newHostKey?: boolean): Promise<Contract.PlaceTested> {
    return this.#data.with((deps) => testPlace(deps, { place, credentials, newHostKey }));
  }

  vaultLook(place: string, credentials?: string): Promise<ReturnType<typeof lookAtPlace>> {
    return this.#data.with((deps) => lookAtPlace(deps, { place, credentials }));
  }

  /** The vaults of which `fleet` can tell; touches none. */
  fleetVaults(): Promise<Contract.FleetVaults> {
    return this.#data.with(fleetVaults);
  }

  /** All computers of a vault, by its id or place. `secret` opens it where it is encrypted, and need not be given. */
  fleet(vault: string, secret: GivenSecret = {}, credentials?: string): Promise<Contract.Fleet> {
    return this.#data.with((deps) => fleet(deps, vault, { secret, credentials }));
  }

  /** Opens the vault of a plan for as long as this engine lives, or until `lock`. Throws `key-wrong`, `vault-not-encrypted`. */
  unlock(plan: string, secret: GivenSecret): Promise<void> {
    return this.#data.withPlan({ plan }, (deps, known) => unlockPlan(deps, known, secret));
  }

  lock(plan: string): Promise<void> {
    return this.#data.with((deps) => deps.keys.lock(deps.state.originOf(findPlan(deps, plan).vaultId)));
  }

  /** `secret` opens it now, `next` from now on. Throws `key-wrong`, `key-needed`, `passphrase-weak`, `vault-not-encrypted`. */
  passphraseChange(plan: string, secret: GivenSecret, next: string, pin?: string): Promise<void> {
    const change = { given: secret, next, pin, logN: this.#options.passphraseLogN };
    return this.#data.withPlan({ plan }, (deps, known) => changePassphrase(deps, known, change));
  }

  /** Throws `key-needed`, `vault-not-encrypted`. */
  recoveryKit(plan: string, pin?: string): Promise<KitFacts> {
    return this.#data.withPlan({ plan }, (deps, known) => kitFacts(deps, known, pin));
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#data.close();
  }
}
