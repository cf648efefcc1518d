import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { ShellCommand, ShellNews } from '../contract/index.ts';
import { START_URL } from './app-protocol.ts';
import { powerless } from './lockdown.ts';
import type { Places } from './places.ts';
import type { Settings } from './settings.ts';
import { type Area, nextZoom, openingPlace } from './window-place.ts';

export interface MainWindowDeps {
  readonly places: Pick<Places, 'preload' | 'icon'>;
  readonly settings: () => Pick<Settings, 'kept' | 'keep'>;
  /** True: the window may go. False: it stays, hidden or not, as the one who was asked has seen to. */
  readonly mayClose: () => boolean;
  readonly seen: () => void;
  /** Its page has failed too often to be loaded again by itself. */
  readonly brokenDown: () => void;
}

const RELOADS_IN_A_MINUTE = 3;
const MINUTE_MS = 60_000;
/** Chromium's word for a load that was called off, such as one that lockdown.ts refused. */
const ABORTED = -3;

/** The one window. Its page holds no power: what it may do is the preload's few functions, each guarded in the bridge. */
export class MainWindow {
  readonly #deps: MainWindowDeps;
  #window: BrowserWindow | undefined;
  #waiting: ShellCommand[] = [];
  #isListening = false;
  #failures: number[] = [];

  constructor(deps: MainWindowDeps) {
    this.#deps = deps;
  }

  get current(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Whether a person has it before them and in hand. */
  get isLookedAt(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  /** Brings it to the front, whatever it was before. */
  open(): void {
    if (!this.#window) return this.#create();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** Opens the window with what the command asks for; a page that is not there yet is told as soon as it listens. */
  show(command: ShellCommand): void {
    this.open();
    if (this.#isListening) this.send('strongroom:command', command);
    else this.#waiting.push(command);
  }

  takeCommands(): ShellCommand[] {
    this.#isListening = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  send(channel: ShellNews, message: object): void {
    if (this.#window && !this.#window.isDestroyed()) this.#window.webContents.send(channel, message);
  }

  zoom(direction: 'in' | 'out' | 'reset'): void {
    const { kept, keep } = this.#memory();
    const zoom = direction === 'reset' ? 1 : nextZoom(kept.zoom, direction);
    keep({ zoom });
    this.#window?.webContents.setZoomFactor(zoom);
  }

  #memory() {
    const settings = this.#deps.settings();
    return { kept: settings.kept, keep: settings.keep.bind(settings) };
  }

  #create(): void {
    const { kept } = this.#memory();
    const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
    const place = openingPlace(kept.place, displays as [Area, ...Area[]]);
    const window = new BrowserWindow({
      ...place,
      show: false,
      title: app.name,
      autoHideMenuBar: true,
      ...(process.platform === 'linux' && { icon: this.#deps.places.icon }),
      // The page's own background, so that opening does not flash white in the dark.
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#fafafa',
      webPreferences: {
        ...powerless(),
        preload: this.#deps.places.preload,
        zoomFactor: kept.zoom,
      },
    });
    this.#window = window;
    if (kept.place?.isMaximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('focus', this.#deps.seen);
    window.on('close', (event) => {
      this.#remember(window);
      if (!this.#deps.mayClose()) event.preventDefault();
    });
    window.on('closed', () => {
      this.#window = undefined;
      this.#isListening = false;
    });
    window.webContents.on('did-start-navigation', () => {
      this.#isListening = false;
    });
    // Chromium remembers a zoom of its own for each origin.
    window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(this.#memory().kept.zoom));
    window.webContents.on('render-process-gone', (_event, { reason }) => this.#pageGone(window, reason));
    // An empty page is gone to without anybody being asked; it may do nothing, but has nothing to show either.
    window.webContents.on('did-navigate', (_event, url) => {
      if (url !== START_URL) this.#pageGone(window, 'left');
    });
    window.webContents.on('did-fail-load', (_event, code, _text, _url, isMainFrame) => {
      if (isMainFrame && code !== ABORTED) this.#pageGone(window, `load failed: ${code}`);
    });
    void window.loadURL(START_URL);
  }

  /** The work goes on in the engine; the page is made anew and shows it again. */
  #pageGone(window: BrowserWindow, reason: string): void {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    console.error('the page ended', reason);
    const now = Date.now();
    this.#failures = [...this.#failures.filter((time) => now - time < MINUTE_MS), now];
    if (this.#failures.length > RELOADS_IN_A_MINUTE) return this.#deps.brokenDown();
    void window.loadURL(START_URL);
  }

  #remember(window: BrowserWindow): void {
    const { x, y, width, height } = window.getNormalBounds();
    this.#memory().keep({ place: { x, y, width, height, isMaximized: window.isMaximized() } });
  }
}
