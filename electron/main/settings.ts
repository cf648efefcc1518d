import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { LogOnStart, ShellSettings } from '../contract/index.ts';
import type { LoginItem } from './login-item.ts';

/** By the id of a vault; few, because each is a place that somebody has chosen. */
const zKitDue = z
  .record(z.string().regex(/^[a-z0-9]{6,32}$/), z.iso.datetime())
  .refine((due) => Object.keys(due).length <= 1000);

/** What a window may ask for; each part is judged alone. */
export const zSettingsChange = z
  .object({
    language: z.enum(['en', 'zh-CN']).nullable(),
    theme: z.enum(['system', 'light', 'dark', 'contrast']),
    startAtLogin: z.boolean(),
    notifyOn: z.enum(['trouble', 'always', 'never']),
    closeTo: z.enum(['tray', 'quit']),
    kitDue: zKitDue,
  })
  .partial()
  .strict();

/** One part that cannot be read is as it was at first; the others stay. */
const zKept = z.object({
  language: z.enum(['en', 'zh-CN']).nullable().catch(null),
  theme: z.enum(['system', 'light', 'dark', 'contrast']).catch('system'),
  notifyOn: z.enum(['trouble', 'always', 'never']).catch('trouble'),
  closeTo: z.enum(['tray', 'quit']).catch('tray'),
  kitDue: zKitDue.catch({}),
  /** The one notice that closing the window does not stop the backups has been given. */
  hasToldOfTray: z.boolean().catch(false),
  /** The notice that the system does not start the program has been given, since it last did. */
  hasToldOfBar: z.boolean().catch(false),
  zoom: z.number().min(1).max(2).catch(1),
  place: z
    .object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive(), isMaximized: z.boolean() })
    .nullable()
    .catch(null),
});
type Kept = z.infer<typeof zKept>;

/** Where the window stood, in points of the screen. */
export type WindowPlace = NonNullable<Kept['place']>;

/**
 * The shell's own memory, a small JSON file. It is written whole beside itself and renamed, so it is never half there;
 * one that cannot be read counts as none. Whether the program starts with the session is the system's to remember.
 */
export class Settings {
  readonly #file: string;
  readonly #loginItem: LoginItem;
  readonly #watchers: ((settings: ShellSettings) => void)[] = [];
  #kept: Kept;
  /** As it was last told. */
  #start: LogOnStart | undefined;

  constructor(file: string, loginItem: LoginItem) {
    this.#file = file;
    this.#loginItem = loginItem;
    this.#kept = zKept.parse(readJson(file));
  }

  get current(): ShellSettings {
    const { language, theme, notifyOn, closeTo, kitDue } = this.#kept;
    const start = this.#loginItem.state();
    this.#start = start;
    return {
      language,
      theme,
      notifyOn,
      closeTo,
      kitDue,
      startAtLogin: start === 'on',
      isStartBarred: start === 'barred',
    };
  }

  get kept(): Readonly<Kept> {
    return this.#kept;
  }

  /** Gives what is in force afterwards; a change that cannot be written down is not made. */
  change({ startAtLogin, ...change }: z.infer<typeof zSettingsChange>): ShellSettings {
    if (startAtLogin !== undefined && startAtLogin !== this.current.startAtLogin) this.#loginItem.set(startAtLogin);
    const wanted = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (Object.keys(wanted).length > 0) this.keep(wanted);
    return this.#tell();
  }

  /** What the system remembers may have been changed there: then those who watch are told. */
  look(): void {
    if (this.#start !== this.#loginItem.state()) this.#tell();
  }

  #tell(): ShellSettings {
    const settings = this.current;
    for (const seen of this.#watchers) seen(settings);
    return settings;
  }

  onChange(seen: (settings: ShellSettings) => void): void {
    this.#watchers.push(seen);
  }

  /** Remembers without telling anyone. */
  keep(change: Partial<Kept>): void {
    const wanted = { ...this.#kept, ...change };
    if (JSON.stringify(wanted) === JSON.stringify(this.#kept)) return;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(`${this.#file}.new`, `${JSON.stringify(wanted, null, 2)}\n`);
      renameSync(`${this.#file}.new`, this.#file);
      this.#kept = wanted;
    } catch (error) {
      console.error('the settings could not be written', error);
    }
  }
}

/** Anything but an object holds no settings. */
function readJson(file: string): object {
  try {
    return z.looseObject({}).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
