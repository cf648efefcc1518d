import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import type { Language } from '../contract/index.ts';
import { createWords } from '../words/index.ts';
import { APP_ORIGIN } from './app-protocol.ts';
import { powerless } from './lockdown.ts';

/** The user guide in a window that can do nothing: no preload, no script, one page of our own. */
export class GuideWindow {
  readonly #folder: string;
  #window: BrowserWindow | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  open(language: Language): boolean {
    if (!existsSync(join(this.#folder, `${language}.html`))) return false;
    this.#window ??= this.#create();
    this.#window.setTitle(createWords(language)('window.shell.guide'));
    void this.#window.loadURL(`${APP_ORIGIN}/guide/${language}.html`);
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    return true;
  }

  #create(): BrowserWindow {
    const window = new BrowserWindow({
      width: 860,
      height: 760,
      show: false,
      autoHideMenuBar: true,
      webPreferences: { ...powerless(), javascript: false },
    });
    window.setMenu(null);
    window.on('closed', () => {
      this.#window = undefined;
    });
    return window;
  }
}
