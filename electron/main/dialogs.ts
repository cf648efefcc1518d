import { stat } from 'node:fs/promises';
import { app, type BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron';
import type { FolderPurpose, Language } from '../contract/index.ts';
import { createWords } from '../words/index.ts';
import type { Grants } from './grants.ts';

/** Native dialogs. What a person picks here is granted to the window, for the purpose it was asked for. */
export interface Dialogs {
  pickFolders(language: Language): Promise<string[]>;
  pickFolder(purpose: FolderPurpose, language: Language): Promise<string | null>;
  /** The dialog names the address: who picks a file there has seen where its content goes. */
  pickCredentials(address: string, language: Language): Promise<string | null>;
  openFolder(path: string): Promise<boolean>;
}

export function createDialogs(window: () => BrowserWindow | undefined, grants: Grants): Dialogs {
  const show = async (options: OpenDialogOptions): Promise<string[]> => {
    const parent = window();
    const answer = parent ? await dialog.showOpenDialog(parent, options) : await dialog.showOpenDialog(options);
    return answer.canceled ? [] : answer.filePaths;
  };

  return {
    async pickFolders(language) {
      const words = createWords(language);
      const paths = await show({
        title: words('window.dialog.sources'),
        buttonLabel: words('window.dialog.choose'),
        defaultPath: app.getPath('home'),
        properties: ['openDirectory', 'multiSelections', 'showHiddenFiles'],
      });
      for (const path of paths) grants.grant('source', path);
      return paths;
    },
    async pickFolder(purpose, language) {
      const words = createWords(language);
      const [path] = await show({
        title: words(TITLES[purpose]),
        buttonLabel: words('window.dialog.choose'),
        defaultPath: app.getPath(purpose === 'target' ? 'documents' : 'home'),
        properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
      });
      if (path === undefined) return null;
      grants.grant(purpose, path);
      return path;
    },
    async pickCredentials(address, language) {
      const words = createWords(language);
      const title = words('window.dialog.credentials', { address });
      const [path] = await show({
        title,
        // macOS shows no title.
        message: title,
        buttonLabel: words('window.dialog.choose'),
        defaultPath: app.getPath('home'),
        properties: ['openFile', 'showHiddenFiles'],
      });
      if (path === undefined) return null;
      grants.grant('vault', address);
      grants.grant('opened-vault', address);
      grants.grant('credentials', path);
      return path;
    },
    async openFolder(path) {
      if (!grants.mayShow(path)) return false;
      const found = await stat(path).catch(() => undefined);
      if (found?.isDirectory()) return (await shell.openPath(path)) === '';
      // A file is only pointed at: opening one would start whatever program it belongs to.
      if (found?.isFile()) shell.showItemInFolder(path);
      return found?.isFile() ?? false;
    },
  };
}

const TITLES = {
  vault: 'window.dialog.vault',
  'opened-vault': 'window.dialog.opened-vault',
  target: 'window.dialog.target',
} as const satisfies Record<FolderPurpose, string>;
