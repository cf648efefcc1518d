import { existsSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron';
import type { Language, Reply, TextPurpose } from '../contract/index.ts';
import { createWords, type WordKey, type Words } from '../words/index.ts';
import type { Grants } from './grants.ts';

/** Files that a person names in a native dialog. What fails is told here, in a box of the system; the window gets `null`. */
export interface FileDialogs {
  pickZip(language: Language): Promise<string | null>;
  saveText(input: { suggestedName: string; text: string; language: Language }): Promise<string | null>;
  /** Made once it is known where to; only its owner may read it. */
  saveKit(language: Language, make: () => Promise<Reply<Buffer>>): Promise<Reply<string | null>>;
  readTextFile(purpose: TextPurpose, language: Language): Promise<{ path: string; text: string } | null>;
}

const LONGEST_BYTES = 10_000_000;

export function createFileDialogs(window: () => BrowserWindow | undefined, grants: Grants): FileDialogs {
  const save = async (title: string, suggestedName: string, filters: FileFilter[]): Promise<string | undefined> => {
    const parent = window();
    const options = { title, defaultPath: join(app.getPath('documents'), suggestedName), filters };
    const answer = parent ? await dialog.showSaveDialog(parent, options) : await dialog.showSaveDialog(options);
    return answer.canceled || !answer.filePath ? undefined : answer.filePath;
  };
  const tell = async (words: Words, key: WordKey, path: string): Promise<void> => {
    const parent = window();
    const message = words.i18n.t(key, { name: basename(path) });
    const options = { type: 'warning' as const, message, detail: path, buttons: [words('window.shell.understood')] };
    await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
  };

  return {
    async pickZip(language) {
      const words = createWords(language);
      const filters = [{ name: words('window.shell.zip'), extensions: ['zip'] }];
      for (;;) {
        const picked = await save(words('window.shell.save-zip'), words('window.shell.zip-name'), filters);
        if (picked === undefined) return null;
        const path = /\.zip$/i.test(picked) ? picked : `${picked}.zip`;
        if (!existsSync(path)) {
          grants.grant('zip', path);
          return path;
        }
        // The system offers to replace a file; the engine never does.
        await tell(words, 'window.shell.zip-there', path);
      }
    },
    async saveText({ suggestedName, text, language }) {
      const words = createWords(language);
      const extension = /\.(\w+)$/.exec(suggestedName)?.[1] ?? 'txt';
      const filters = [{ name: `*.${extension}`, extensions: [extension] }];
      const path = await save(words('window.shell.save-text'), suggestedName, filters);
      if (path === undefined) return null;
      try {
        await writeWhole(path, text);
        grants.grant('target', path);
        return path;
      } catch (error) {
        console.error('a text could not be saved', error);
        await tell(words, 'window.shell.not-saved', path);
        return null;
      }
    },
    async saveKit(language, make) {
      const words = createWords(language);
      const filters = [{ name: 'PDF', extensions: ['pdf'] }];
      const picked = await save(words('window.keys.kit.save-title'), words('window.keys.kit.file-name'), filters);
      if (picked === undefined) return { ok: true, value: null };
      const path = /\.pdf$/i.test(picked) ? picked : `${picked}.pdf`;
      const made = await make();
      if (!made.ok) return made;
      try {
        await writeWhole(path, made.value);
        grants.grant('target', path);
        return { ok: true, value: path };
      } catch (error) {
        console.error('a recovery kit could not be saved', errnoOf(error));
        await tell(words, 'window.shell.not-saved', path);
        return { ok: true, value: null };
      }
    },
    async readTextFile(_purpose, language) {
      const words = createWords(language);
      const parent = window();
      const options = {
        title: words('window.shell.open-config'),
        defaultPath: app.getPath('documents'),
        filters: [{ name: words('window.shell.config'), extensions: ['json'] }],
        properties: ['openFile' as const],
      };
      const answer = parent ? await dialog.showOpenDialog(parent, options) : await dialog.showOpenDialog(options);
      const [path] = answer.canceled ? [] : answer.filePaths;
      if (path === undefined) return null;
      const text = await readUtf8(path);
      if (text === undefined) {
        await tell(words, 'window.shell.not-read', path);
        return null;
      }
      grants.grantConfig(text);
      return { path, text };
    },
  };
}

/** What was there stays until the new text is whole. */
async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const beside = `${path}.${process.pid}.new`;
  try {
    // A page of keys is its owner's alone; a text is as public as the others of the person.
    const mode = typeof content === 'string' ? 0o666 : 0o600;
    await writeFile(beside, content, { flag: 'wx', mode });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function errnoOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : 'unknown';
}

/** Undefined: it cannot be read, is too long, or is no text. */
async function readUtf8(path: string): Promise<string | undefined> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > LONGEST_BYTES) return undefined;
      // Read by the size just seen, so that a file that grows cannot fill the memory.
      const bytes = Buffer.alloc(size);
      const { bytesRead } = await file.read(bytes, 0, size, 0);
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
