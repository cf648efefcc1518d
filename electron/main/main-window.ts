import { app, BrowserWindow, nativeTheme } from 'electron';
import type { ShellNews } from '../contract/index.ts';
import { START_URL } from './app-protocol.ts';
import type { Places } from './places.ts';

/** The one window. Its page holds no power: what it may do is the preload's few functions, each guarded in the bridge. */
export class MainWindow {
  readonly #places: Pick<Places, 'preload' | 'icon'>;
  #window: BrowserWindow | undefined;

  constructor(places: Pick<Places, 'preload' | 'icon'>) {
    this.#places = places;
  }

  get current(): BrowserWindow | undefined {
    return this.#window;
  }

  open(): void {
    const window = new BrowserWindow({
      width: 1120,
      height: 760,
      minWidth: 960,
      minHeight: 600,
      show: false,
      title: app.name,
      autoHideMenuBar: true,
      ...(process.platform === 'linux' && { icon: this.#places.icon }),
      // The page's own background, so that opening does not flash white in the dark.
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#fafafa',
      webPreferences: {
        preload: this.#places.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    });
    this.#window = window;
    window.once('ready-to-show', () => window.show());
    window.on('closed', () => {
      this.#window = undefined;
    });
    void window.loadURL(START_URL);
  }

  focus(): void {
    if (!this.#window) return this.open();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  send(channel: ShellNews, message: object): void {
    if (this.#window && !this.#window.isDestroyed()) this.#window.webContents.send(channel, message);
  }
}
