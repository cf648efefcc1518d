import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect } from 'vitest';
import { installedElectron, sandboxArgs } from '../../scripts/electron-runtime.mjs';
import { root } from '../../scripts/parts/place.mjs';

/** The environment of a desktop that shows icons beside the clock, or does not: what its session bus answers. */
export function desktop(folder: string, hasTray: boolean): Record<string, string> {
  const bin = join(folder, `desktop-${hasTray}`);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'dbus-send'), `#!/bin/sh\necho "   boolean ${hasTray}"\n`);
  // Notes what the system is asked for, and does nothing of it.
  writeFileSync(join(bin, 'systemctl'), '#!/bin/sh\necho "$*" >> "$0.asked"\n');
  for (const name of ['dbus-send', 'systemctl']) chmodSync(join(bin, name), 0o755);
  return { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, LC_ALL: 'en_US.UTF-8' };
}

/** What such a desktop's system was asked for. */
export function askedOfSystem(folder: string, hasTray: boolean): string[] {
  const file = join(folder, `desktop-${hasTray}`, 'systemctl.asked');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

/** Which windows are in sight. */
export const seen = (application: ElectronApplication) =>
  application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible()));

export const closeWindow = (application: ElectronApplication) =>
  application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** Starts the program once more for the same data folder, which gives way to the first. */
export async function startAgain(home: string, ...args: string[]): Promise<void> {
  const runtime = installedElectron();
  const all = [...(runtime?.args ?? []), ...sandboxArgs(), '--disable-gpu', ...args];
  const env = { ...process.env, STRONGROOM_ROOT: root, STRONGROOM_HOME: home };
  const again = spawn(runtime?.executable ?? '', all, { env, stdio: 'ignore' });
  expect(await once(again, 'exit')).toEqual([0, null]);
}

/** What the last message box said below its headline. */
export const lastBoxDetail = (application: ElectronApplication) =>
  application.evaluate(() => Reflect.get(globalThis, 'boxDetail') as string);

/** Notes what the system's message boxes say and answers them with this button. */
export async function answerBoxes(application: ElectronApplication, button: number): Promise<() => Promise<string[]>> {
  await application.evaluate(({ dialog }, response) => {
    const told: string[] = [];
    Reflect.set(globalThis, 'boxes', told);
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message, detail } = args.at(-1) as { message: string; detail?: string };
      told.push(message);
      Reflect.set(globalThis, 'boxDetail', detail ?? '');
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, button);
  return () => application.evaluate(() => Reflect.get(globalThis, 'boxes') as string[]);
}

/** A key store like that of a desktop, which the computers of tests do not have. */
export function lendKeyStore(application: ElectronApplication): Promise<void> {
  return application.evaluate(({ safeStorage }) => {
    const turned = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
    safeStorage.isEncryptionAvailable = () => true;
    safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
    safeStorage.encryptString = (text) => turned(Buffer.from(text));
    safeStorage.decryptString = (encrypted) => turned(encrypted).toString();
  });
}
