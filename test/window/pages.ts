import type { ElectronApplication, Locator, Page } from 'playwright-core';
import type { Conflict, Language, ShellApi } from '../../electron/contract/index.ts';
import { createWords, type Words } from '../../electron/words/index.ts';

declare global {
  interface Window {
    readonly strongroom: ShellApi;
  }
}

type Story = 'deleted' | 'wrong' | 'look' | 'ransom' | 'new-computer';

/** Every selector of the window in one place, by what a person sees: the words of a language. */
export class Pages {
  readonly #page: Page;
  readonly #words: Words;

  constructor(page: Page, language: Language = 'en') {
    this.#page = page;
    this.#words = createWords(language, 'window');
  }

  get heading(): Locator {
    return this.#page.getByRole('heading', { level: 1 });
  }

  get language(): Locator {
    return this.#page.getByRole('combobox', { name: this.#words('window.nav.language') });
  }

  /** Takes back what was begun: on a screen, or in the dialog over it. */
  get cancel(): Locator {
    return this.#button(this.#words('window.action.cancel'));
  }

  get dialog(): Locator {
    return this.#page.getByRole('dialog');
  }

  get failure(): Locator {
    return this.#page.locator('[data-code]');
  }

  /** The panel that says how the last work ended. */
  get outcome(): Locator {
    return this.#page.locator('[data-outcome]');
  }

  get progress(): Locator {
    return this.#page.locator('[data-job]');
  }

  /** The button beside a failure. */
  remedy(way: 'try-again' | 'other-folder' | 'other-version' | 'back-up' | 'change-plan' | 'give-key'): Locator {
    return this.#page.locator(`[data-way="${way}"]`);
  }

  nav(place: 'home' | 'plans' | 'history' | 'fleet' | 'settings' | 'restore' | 'open-vault' | 'back'): Locator {
    const name = this.#words(`window.nav.${place}`);
    return this.#page.getByRole('navigation').getByRole('button', { name, exact: true });
  }

  get home() {
    return {
      firstPlan: this.#button(this.#words('window.empty.start')),
      newPlan: this.#button(this.#words('window.action.new-plan')),
      overall: this.#page.locator('[data-overall]'),
      card: (name: string) => this.#page.getByRole('article').filter({ hasText: name }),
      plan: (name: string) => this.#button(name),
      backUp: (name: string) => this.#button(this.#words('window.home.back-up-plan', { name })),
    };
  }

  get create() {
    return {
      chooseFolders: this.#button(this.#words('window.create.choose-folders')),
      moreFolders: this.#button(this.#words('window.create.more-folders')),
      choosePlace: this.#button(this.#words('window.create.choose-place')),
      change: this.#button(this.#words('window.action.change')),
      name: this.#page.getByRole('textbox', { name: this.#words('window.create.name') }),
      chosen: (path: string) => this.#page.locator(`[data-chosen="${path}"]`),
      start: this.#button(this.#words('window.create.start')),
    };
  }

  get plan() {
    return {
      standing: this.#page.locator('main [data-standing]'),
      restoreFiles: this.#button(this.#words('window.plan.restore-files')),
      cancel: this.#button(this.#words('window.job.cancel-backup')),
      points: this.#page.getByRole('table', { name: this.#words('window.plan.points') }).locator('[data-row]'),
      showKinds: this.#page.getByRole('checkbox', { name: this.#words('window.point.show-kinds') }),
      /** The buttons that show a point's files, newest point first. */
      browse: this.#page
        .getByRole('table', { name: this.#words('window.plan.points') })
        .getByText(this.#words('window.action.browse'), { exact: true }),
      more: this.#button(this.#words('window.action.more')),
      remove: this.#page.getByRole('menuitem', { name: this.#words('window.plan.remove') }),
      removeConfirm: this.#button(this.#words('window.plan.remove-confirm')),
    };
  }

  /** A plan's menu: on its own screen, or on the list of plans by its name. */
  planMenu(name?: string) {
    const label =
      name === undefined ? this.#words('window.action.more') : this.#words('window.plans.more-of', { name });
    const item = (key: 'edit' | 'duplicate' | 'pause' | 'resume' | 'history') =>
      this.#page.getByRole('menuitem', { name: this.#words(`window.plans.${key}`) });
    return {
      open: this.#button(label),
      edit: item('edit'),
      duplicate: item('duplicate'),
      pause: item('pause'),
      resume: item('resume'),
      history: item('history'),
      consolidate: this.#page.getByRole('menuitem', { name: this.#words('window.plans.consolidate.order') }),
      check: this.#page.getByRole('menuitem', { name: this.#words('window.plans.check.order') }),
      checkDeep: this.#page.getByRole('radio', { name: this.#words('window.plans.check.level-deep') }),
      checkConfirm: this.#button(this.#words('window.plans.check.confirm')),
      consolidateConfirm: this.#button(this.#words('window.plans.consolidate.confirm')),
      pauseConfirm: this.#button(this.#words('window.plans.pause-confirm')),
    };
  }

  get draft() {
    const word = this.#words;
    return {
      every: this.#page.getByRole('combobox', { name: word('window.draft.when-label') }),
      startsWithComputer: this.#page.getByRole('checkbox', { name: word('window.draft.when-start') }),
      time: this.#page.getByLabel(word('window.draft.when-time'), { exact: true }),
      rule: this.#page.getByRole('textbox', { name: word('window.draft.when-rule') }),
      addTime: this.#button(word('window.rules.add')),
      times: this.#page.getByRole('list', { name: word('window.rules.list') }).locator('> li'),
      kind: this.#page.getByRole('combobox', { name: word('window.rules.kind') }),
      ahead: this.#button(word('window.rules.ahead')),
      leaveOut: this.#button(word('window.draft.leave-title')),
      group: (key: 'videos' | 'temporary') =>
        this.#page.getByRole('checkbox', { name: word(`window.draft.leave-${key}`) }),
      ownPattern: this.#page.getByRole('textbox', { name: word('window.draft.leave-own') }),
      addPattern: this.#button(word('window.draft.leave-add')),
      expert: this.#button(word('window.draft.expert-title')),
      scheme: (key: 'full' | 'incremental') =>
        this.#page.getByRole('radio', { name: word(`window.draft.scheme-${key}`) }),
      estimate: this.#page.locator('[data-estimate]'),
      save: this.#button(word('window.draft.save')),
    };
  }

  get running() {
    return {
      pause: this.#button(this.#words('window.plans.running.pause')),
      resume: this.#button(this.#words('window.plans.running.resume')),
    };
  }

  get history() {
    const word = this.#words;
    return {
      rows: this.#page.getByRole('table', { name: word('window.past.title') }).locator('[data-row]'),
      outcome: this.#page.getByRole('combobox', { name: word('window.past.outcome') }),
      verb: this.#page.getByRole('combobox', { name: word('window.past.verb') }),
      plan: this.#page.getByRole('combobox', { name: word('window.past.plan') }),
      csv: this.#button(word('window.past.csv')),
      saved: this.#page.locator('[data-saved]'),
      view: (key: 'runs' | 'days' | 'amounts') =>
        this.#page.getByRole('tab', { name: word(`window.past.view-${key}`) }),
      day: this.#page.locator('[data-day]'),
      chart: (key: 'stored' | 'seconds') => this.#page.locator(`[data-chart="${key}"]`),
      figures: this.#page.getByRole('table', { name: word('window.past.figures') }).locator('[data-row]'),
      details: this.#page.getByText(word('window.past.details'), { exact: true }),
      closeDetails: this.#page.getByRole('dialog').getByRole('button', { name: word('window.action.close') }),
      trouble: this.#page.getByRole('dialog').locator('[data-trouble]'),
    };
  }

  get settings() {
    const word = this.#words;
    return {
      language: this.#page.getByRole('main').getByRole('combobox', { name: word('window.preferences.language') }),
      theme: (key: 'light' | 'dark' | 'contrast' | 'system') =>
        this.#page.getByRole('radio', { name: word(`window.preferences.theme-${key}`), exact: true }),
      holiday: this.#page.getByLabel(word('window.holidays.from'), { exact: true }),
      startAtLogin: this.#page.getByRole('switch', { name: word('window.preferences.start') }),
      export: this.#button(word('window.preferences.export')),
      import: this.#button(word('window.preferences.import')),
      importConfirm: this.#button(word('window.preferences.import-confirm')),
      configDone: this.#page.locator('[data-config-done]'),
      bundleLook: this.#button(word('window.preferences.bundle-look')),
      bundleSave: this.#button(word('window.preferences.bundle-save')),
      bundleSaved: this.#page.locator('[data-bundle-saved]'),
      licences: this.#button(word('window.preferences.licences')),
      version: this.#page.getByText('Electron', { exact: true }),
    };
  }

  get browse() {
    return {
      rows: this.#page.getByRole('table', { name: this.#words('window.browse.files') }).locator('[data-row]'),
      choose: (name: string) =>
        this.#page.getByRole('checkbox', { name: this.#words('window.browse.select', { name }), exact: true }),
      chooseAll: this.#page.getByRole('checkbox', { name: this.#words('window.browse.select-all') }),
      openFolder: (name: string) => this.#button(this.#words('window.browse.open-folder', { name })),
      point: this.#page.getByLabel(this.#words('window.browse.point')),
      older: this.#button(this.#words('window.browse.older')),
      newer: this.#button(this.#words('window.browse.newer')),
      notThere: this.#page.locator('[data-not-there]'),
      thereBefore: this.#page.locator('[data-not-there]').getByRole('button').first(),
      thereAbove: (name: string) => this.#button(this.#words('window.browse.there-above', { name })),
      restore: this.#button(this.#words('window.browse.restore')),
    };
  }

  get find() {
    return {
      pattern: this.#page.getByRole('searchbox'),
      onlyDeleted: this.#page.getByRole('checkbox', { name: this.#words('window.wizard.file.only-deleted') }),
      rows: this.#page.getByRole('table', { name: this.#words('window.find.results') }).locator('[data-row]'),
      choose: (name: string) => this.#button(this.#words('window.wizard.file.choose-named', { name })),
    };
  }

  get restore() {
    const place = (title: string) => this.#page.getByRole('radio', { name: title });
    return {
      story: (story: Story) => this.#page.locator(`[data-choice="${this.#words(`window.wizard.story.${story}`)}"]`),
      pick: (plan: string) => this.#page.locator(`[data-choice="${plan}"]`),
      original: place(this.#words('window.wizard.place.original')),
      folder: place(this.#words('window.wizard.place.folder')),
      chooseFolder: this.#button(this.#words('window.restore.choose-folder')),
      zip: place(this.#words('window.wizard.place.zip')),
      chooseZip: this.#button(this.#words('window.wizard.place.choose-zip')),
      rule: (rule: Conflict) =>
        this.#page.getByRole('radio', { name: this.#words(`window.wizard.there.${rule}`), exact: true }),
      preview: this.#page.locator('[data-preview="ready"]'),
      start: this.#button(this.#words('window.restore.start')),
      cancel: this.#button(this.#words('window.job.cancel-restore')),
      openFolder: this.#button(this.#words('window.action.open-folder')),
      undo: this.#button(this.#words('window.wizard.undo.start')),
      again: this.#button(this.#words('window.restore.again')),
      place: this.#page.locator('[data-restored-to]'),
    };
  }

  get versions() {
    return {
      rows: this.#page.locator('[data-version]'),
      shown: (kind: string) => this.#page.locator(`[data-file-preview="${kind}"]`),
      take: this.#button(this.#words('window.wizard.version.take')),
    };
  }

  get vault() {
    return {
      choose: this.#button(this.#words('window.vault.choose')),
      plan: (name: string) => this.#page.locator('[data-plan]').filter({ hasText: name }),
      browse: this.#button(this.#words('window.action.browse')),
      everything: this.#button(this.#words('window.wizard.moved.everything')),
      adoptPlan: this.#button(this.#words('window.wizard.moved.adopt-short')),
      choosePlace: (name: string) => this.#page.locator('[data-new-place]').getByRole('button', { name: `(${name})` }),
      newPlace: (path: string) => this.#page.locator(`[data-new-place="${path}"]`),
      adopt: this.#button(this.#words('window.wizard.moved.adopt')),
    };
  }

  /** The question for the passphrase, and what says whether it was given. */
  get unlock() {
    const word = this.#words;
    const dialog = this.dialog;
    return {
      passphrase: dialog.getByLabel(word('window.keys.secret.passphrase'), { exact: true }),
      onlyKey: dialog.getByRole('button', { name: word('window.keys.secret.only-key') }),
      group: (number: number) => dialog.getByLabel(word('window.keys.secret.group', { number }), { exact: true }),
      keyState: dialog.locator('[data-key-state]'),
      confirm: dialog.getByRole('button', { name: word('window.keys.ask.confirm'), exact: true }),
      remember: dialog.getByRole('checkbox', { name: word('window.keys.ask.remember') }),
      forget: this.#page.getByRole('menuitem', { name: word('window.keys.forget') }),
      wrong: dialog.getByText(word('window.keys.ask.wrong')),
      wrongKey: dialog.getByText(word('window.keys.ask.wrong-key')),
      mark: (state: 'open' | 'locked') => this.#page.locator(`main [data-encryption="${state}"]`),
      open: this.#page.getByRole('menuitem', { name: word('window.keys.open') }),
      lock: this.#page.getByRole('menuitem', { name: word('window.keys.lock') }),
    };
  }

  /** The question of a new plan whether its backups are encrypted. */
  get protect() {
    const word = this.#words;
    const step = this.#page.getByRole('group', { name: word('window.keys.protect.title') });
    return {
      step,
      on: step.getByRole('radio', { name: word('window.keys.protect.on') }),
      passphrase: step.getByLabel(word('window.keys.protect.passphrase'), { exact: true }),
      again: step.getByLabel(word('window.keys.protect.again'), { exact: true }),
    };
  }

  /** The recovery kit: the page, the key on it, and the two groups that are asked for. */
  get kit() {
    const word = this.#words;
    const main = this.#page.getByRole('main');
    return {
      order: this.#page.getByRole('menuitem', { name: word('window.keys.kit.menu') }),
      save: this.#button(word('window.keys.kit.save')),
      saved: this.#page.locator('[data-kit-saved]'),
      showKey: this.#button(word('window.keys.kit.show-key')),
      shown: this.#page.locator('[data-key-shown] li'),
      asked: main.locator('[data-asked-group] input'),
      aware: main.getByRole('checkbox', { name: word('window.keys.kit.aware') }),
      done: this.#button(word('window.keys.kit.done')),
      later: this.#button(word('window.keys.kit.later')),
      due: this.#page.locator('[data-kit-due]'),
      checkNow: this.#button(word('window.keys.kit.check-now')),
      nextWeek: this.#button(word('window.keys.kit.check-later')),
    };
  }

  /** The computers of all known places. */
  get fleet() {
    const table = this.#page.getByRole('table', { name: this.#words('window.fleet.list') });
    return {
      table,
      rows: table.locator('[data-row]'),
      states: table.locator('[data-fleet-state]'),
      details: table.getByText(this.#words('window.fleet.details'), { exact: true }),
      look: this.#button(this.#words('window.fleet.look')),
      show: this.#page.getByRole('combobox', { name: this.#words('window.fleet.show') }),
      search: this.#page.getByRole('searchbox', { name: this.#words('window.fleet.search') }),
      summary: this.#page.locator('main [role="status"]'),
      /** The time of an answer that is whole. */
      asOf: this.#page.locator('main [role="status"]').getByText(this.#words('window.fleet.as-of', { at: '' }).trim()),
      noneFits: this.#page.getByText(this.#words('window.fleet.none-chosen'), { exact: true }),
      locked: this.#page.locator('[data-locked]'),
    };
  }

  /** The PIN for deleting and changing: in the settings, and where it is asked for. */
  get pin() {
    const word = this.#words;
    return {
      set: this.#button(word('window.pin.set')),
      remove: this.#button(word('window.pin.remove')),
      next: this.dialog.getByLabel(word('window.pin.new'), { exact: true }),
      again: this.dialog.getByLabel(word('window.pin.again'), { exact: true }),
      save: this.#button(word('window.pin.save')),
      done: (what: 'set' | 'removed') => this.#page.locator(`[data-pin-done="${what}"]`),
      asked: this.dialog.getByLabel(word('window.pin.pin'), { exact: true }),
      goOn: this.#button(word('window.pin.ask.confirm')),
      wrong: this.dialog.getByText(word('window.pin.ask.wrong')),
    };
  }

  get passphrase() {
    const word = this.#words;
    return {
      order: this.#page.getByRole('menuitem', { name: word('window.keys.change.menu') }),
      now: this.dialog.getByLabel(word('window.keys.change.now'), { exact: true }),
      next: this.dialog.getByLabel(word('window.keys.change.next'), { exact: true }),
      again: this.dialog.getByLabel(word('window.keys.protect.again'), { exact: true }),
      confirm: this.dialog.getByRole('button', { name: word('window.keys.change.confirm'), exact: true }),
      changed: this.dialog.locator('[data-passphrase-changed]'),
    };
  }

  #button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }
}

/** The native folder dialogs answer with these paths from now on. */
export async function answerDialogs(application: ElectronApplication, paths: readonly string[]): Promise<void> {
  await application.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths });
    },
    [...paths],
  );
}

/** The native save dialog answers with this path from now on; without one it is cancelled. */
export async function answerSave(application: ElectronApplication, path?: string): Promise<void> {
  await application.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === '', filePath });
  }, path ?? '');
}

/** Types the two groups that are asked for, from this key. */
export async function typeAskedGroups(pages: Pages, groups: readonly string[]): Promise<void> {
  await pages.kit.asked.nth(1).waitFor();
  for (const field of await pages.kit.asked.all())
    await field.fill(groups[Number(await field.getAttribute('data-group')) - 1]?.toLowerCase() ?? '');
}

/** On the screen of a plan whose backups are locked. */
export async function unlockFromMenu(pages: Pages, passphrase: string): Promise<void> {
  await pages.planMenu().open.click();
  await pages.unlock.open.click();
  await pages.unlock.passphrase.fill(passphrase);
  await pages.unlock.confirm.click();
  await pages.unlock.mark('open').waitFor();
}
