import { powerSaveBlocker } from 'electron';
import type { AlarmBoard, Job, Plan, ShellCommand, Telling } from '../contract/index.ts';
import { alarmText, createFormats, type Words } from '../words/index.ts';
import { type MenuActions, trayMenu } from './app-menu.ts';
import type { MainWindow } from './main-window.ts';
import { noticeOf, type Notice } from './notice.ts';
import { isTold, type News, newsOfJobs, newsOfPlans } from './run-news.ts';
import type { Settings } from './settings.ts';
import {
  activeJobs,
  isBarred,
  keepsAwake,
  progressOf,
  type Reported,
  type ShellState,
  stateOf,
} from './shell-state.ts';
import { stateImage, type TrayIcon } from './tray-icon.ts';

export interface SignalsDeps {
  readonly pictures: string;
  readonly window: MainWindow;
  readonly tray: TrayIcon;
  readonly settings: Settings;
  readonly words: () => Words;
  readonly actions: MenuActions;
  /** The computer is to be shut down once all is backed up. */
  readonly isEnding: () => boolean;
  readonly notify: (notice: Notice, onClick: () => void) => void;
}

/** All that the program shows outside of its page: tray, taskbar, notifications; and it keeps the computer awake over work. */
export class Signals {
  readonly #deps: SignalsDeps;
  #reported: Reported;
  #blocker: number | undefined;
  /** Work has failed and nobody has come to look since. */
  #hasTrouble = false;

  constructor(deps: SignalsDeps) {
    this.#deps = deps;
    const { startAtLogin, isStartBarred } = deps.settings.current;
    this.#reported = {
      plans: undefined,
      jobs: [],
      alarms: undefined,
      isUnwatched: false,
      isEngineGone: false,
      startsWithComputer: startAtLogin,
      isStartBarred,
    };
    deps.settings.onChange((changed) => {
      this.#reported = {
        ...this.#reported,
        startsWithComputer: changed.startAtLogin,
        isStartBarred: changed.isStartBarred,
      };
      this.#tellOfBar();
      this.refresh();
    });
    this.refresh();
  }

  get plans(): readonly Plan[] {
    return this.#reported.plans ?? [];
  }

  get jobs(): readonly Job[] {
    return this.#reported.jobs;
  }

  plansReported(plans: readonly Plan[]): void {
    const news = newsOfPlans(this.#reported.plans, plans);
    this.#reported = { ...this.#reported, plans, isEngineGone: false };
    this.#tell(news);
    this.#tellOfBar();
    this.refresh();
  }

  jobsReported(jobs: readonly Job[]): void {
    const news = newsOfJobs(this.#reported.jobs, jobs);
    this.#reported = { ...this.#reported, jobs, isEngineGone: false };
    this.#tell(news);
    this.refresh();
  }

  alarmsReported({ alarms }: AlarmBoard): void {
    this.#reported = { ...this.#reported, alarms };
    // As often as the service looks: somebody may have switched the start off meanwhile.
    this.#deps.settings.look();
    this.refresh();
  }

  /** What it has to tell, once; somebody who looks at the window sees it there. */
  alarmTold({ kind, alarm }: Telling): void {
    const { window, settings, words, notify } = this.#deps;
    if (kind !== 'over' && !window.isLookedAt) {
      this.#hasTrouble = true;
      window.current?.flashFrame(true);
    }
    if (!isTold({ verdict: kind === 'over' ? 'complete' : 'failed' }, settings.current, window.isLookedAt)) return;
    const time = createFormats(words().language).time;
    const { what, next } = alarmText(words(), alarm, { time });
    const title = kind === 'over' ? words()('window.shell.alarm.over') : words()('window.shell.alarm.title');
    notify({ title, body: kind === 'over' ? what : `${what}. ${next}` }, () => window.show({ go: 'alarms' }));
  }

  /** The service does not say any more that it has looked for alarms. */
  watchdogSilent(isSilent: boolean): void {
    if (isSilent === this.#reported.isUnwatched) return;
    this.#reported = { ...this.#reported, isUnwatched: isSilent };
    this.refresh();
    const { words, notify, settings } = this.#deps;
    if (!isSilent || settings.current.notifyOn === 'never') return;
    const [title, body] = [words()('window.shell.alarm.unwatched'), words()('window.shell.alarm.why-unwatched')];
    notify({ title, body }, this.#deps.actions.open);
  }

  /** What it was doing is lost, whether it starts again or not. */
  engineEnded(isGivenUp: boolean): void {
    this.jobsReported([]);
    if (!isGivenUp) return;
    this.#reported = { ...this.#reported, isEngineGone: true };
    this.refresh();
    const { words, notify, settings } = this.#deps;
    if (settings.current.notifyOn === 'never') return;
    const [title, body] = [words()('window.shell.notice.gone'), words()('window.shell.notice.why-gone')];
    notify({ title, body }, this.#deps.actions.open);
  }

  /** Somebody has come to look. */
  seen(): void {
    this.#hasTrouble = false;
    this.refresh();
  }

  /** Draws everything anew; also for another language. */
  refresh(): void {
    const { tray, words, actions } = this.#deps;
    const state = stateOf(this.#reported);
    const active = activeJobs(this.#reported.jobs);
    const isPaused = active.length > 0 && active.every((job) => job.state === 'paused');
    const isEnding = this.#deps.isEnding();
    const work = isPaused ? 'paused' : active.length > 0 ? 'running' : 'none';
    const menu = trayMenu(words(), actions, { work, isEnding });
    tray.show({ state, tooltip: this.#tooltip(state, isPaused), menu });
    this.#showOnTaskbar(state);
    this.#keepAwake(keepsAwake(this.#reported.jobs));
  }

  #tooltip(state: ShellState, isPaused: boolean): string {
    const words = this.#deps.words();
    if (this.#reported.isEngineGone) return words('window.shell.tray.gone');
    if (this.#reported.isUnwatched) return words('window.shell.tray.unwatched');
    if (this.#deps.isEnding()) return words('window.shell.tray.ending');
    const count = this.#reported.alarms?.length ?? 0;
    if (count > 0 && state !== 'working') return words('window.shell.tray.alarms', { count });
    if (state === 'attention' && isBarred(this.#reported)) return words('window.shell.tray.barred');
    if (isPaused) return words('window.shell.tray.paused');
    const share = progressOf(this.#reported.jobs)?.share;
    if (state !== 'working' || share === undefined) return words(`window.shell.tray.${state}`);
    return words('window.shell.tray.working-share', { share: createFormats(words.language).share(share) });
  }

  #showOnTaskbar(state: ShellState): void {
    const window = this.#deps.window.current;
    if (!window || window.isDestroyed()) return;
    const progress = progressOf(this.#reported.jobs);
    if (progress) window.setProgressBar(progress.share ?? 2, { mode: progress.mode });
    else if (this.#hasTrouble) window.setProgressBar(1, { mode: 'error' });
    else window.setProgressBar(-1);
    if (process.platform !== 'win32') return;
    const image = state === 'ok' ? null : stateImage(this.#deps.pictures, state);
    window.setOverlayIcon(image, this.#tooltip(state, false));
  }

  #tell(news: readonly News[]): void {
    const { window, settings, words, notify } = this.#deps;
    const isLooking = window.isLookedAt;
    for (const one of news) {
      const isTrouble = one.verdict !== 'complete';
      if (isTrouble && !isLooking) {
        this.#hasTrouble = true;
        window.current?.flashFrame(true);
      }
      if (!isTold(one, settings.current, isLooking)) continue;
      const command: ShellCommand = { go: one.screen };
      notify(noticeOf(words(), one, this.#reported.plans ?? []), () => window.show(command));
    }
  }

  /** Once, until the system starts the program again. */
  #tellOfBar(): void {
    const { settings, notify, actions } = this.#deps;
    const words = this.#deps.words();
    if (!this.#reported.isStartBarred) return settings.keep({ hasToldOfBar: false });
    if (settings.kept.hasToldOfBar || !isBarred(this.#reported)) return;
    settings.keep({ hasToldOfBar: true });
    if (settings.current.notifyOn === 'never') return;
    notify({ title: words('window.today.start.barred'), body: words('window.today.start.barred-why') }, actions.open);
  }

  #keepAwake(wanted: boolean): void {
    if (wanted) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#blocker !== undefined) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = undefined;
    }
  }
}
