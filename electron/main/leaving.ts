import { app, type BrowserWindow, dialog } from 'electron';
import type { Job } from '../contract/index.ts';
import type { Words } from '../words/index.ts';
import { leaveText } from './leave-text.ts';
import type { MainWindow } from './main-window.ts';
import type { Settings } from './settings.ts';
import { activeJobs } from './shell-state.ts';

/**
 * What closing the window and quitting mean. Closed, the program goes on beside the clock; where nothing is shown there,
 * the window is only made small, so that it is found again. A person who quits over running work is asked. Nobody else
 * is: the end of a session or an update must not be held up by a question.
 */
export class Leaving {
  readonly #window: MainWindow;
  readonly #settings: () => Settings;
  readonly #words: () => Words;
  readonly #jobs: () => readonly Job[];
  readonly #hasTray: () => Promise<boolean>;
  #isLeaving = false;
  #isAsking = false;

  constructor(deps: {
    window: MainWindow;
    settings: () => Settings;
    words: () => Words;
    jobs: () => readonly Job[];
    hasTray: () => Promise<boolean>;
  }) {
    this.#window = deps.window;
    this.#settings = deps.settings;
    this.#words = deps.words;
    this.#jobs = deps.jobs;
    this.#hasTray = deps.hasTray;
    app.on('before-quit', () => {
      this.#isLeaving = true;
    });
  }

  /** Whether the window may be gone for good. If not, it is seen to here. */
  mayClose(): boolean {
    if (this.#isLeaving) return true;
    if (this.#settings().current.closeTo === 'quit') void this.quit();
    else void this.hide();
    return false;
  }

  async quit(): Promise<void> {
    if (activeJobs(this.#jobs()).length > 0 && !(await this.#wantsToBreakOff())) return;
    app.quit();
  }

  async hide(): Promise<void> {
    const window = this.#window.current;
    if (!window) return;
    const hasTray = await this.#hasTray();
    await this.#tellOnce(window, hasTray);
    if (window.isDestroyed()) return;
    if (hasTray) window.hide();
    else window.minimize();
  }

  async #wantsToBreakOff(): Promise<boolean> {
    if (this.#isAsking) return false;
    this.#isAsking = true;
    const words = this.#words();
    const answer = await box(this.#window.current, {
      type: 'warning',
      message: words('window.shell.leave.title'),
      detail: leaveText(words, this.#jobs()),
      buttons: [words('window.shell.leave.stay'), words('window.shell.leave.quit')],
      defaultId: 0,
      cancelId: 0,
    });
    this.#isAsking = false;
    if (answer === 0) void this.hide();
    return answer === 1;
  }

  async #tellOnce(window: BrowserWindow, hasTray: boolean): Promise<void> {
    const settings = this.#settings();
    if (settings.kept.hasToldOfTray || this.#isAsking) return;
    settings.keep({ hasToldOfTray: true });
    const words = this.#words();
    await box(window, {
      type: 'info',
      message: words('window.shell.stays.title'),
      detail: words(hasTray ? 'window.shell.stays.tray' : 'window.shell.stays.minimised'),
      buttons: [words('window.shell.understood')],
    });
  }
}

async function box(parent: BrowserWindow | undefined, options: Electron.MessageBoxOptions): Promise<number> {
  const isSeen = parent?.isVisible() ?? false;
  const answer = await (parent && isSeen ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
  return answer.response;
}
