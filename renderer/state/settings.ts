import type { ShellSettings } from '../../electron/contract/index.ts';
import { shell } from './shell.ts';
import { Store, useStore } from './store.ts';

/** Undefined until the shell has told of them. */
const settings = new Store<ShellSettings | undefined>(undefined);

export function followSettings(): void {
  shell.onSettings((value) => settings.set(value));
  void shell.settings().then((value) => settings.set(value));
}

export function useSettings(): ShellSettings | undefined {
  return useStore(settings);
}

/** Shows and gives what is in force afterwards, be it what was asked for or not. */
export async function changeSettings(
  change: Parameters<Window['strongroom']['setSettings']>[0],
): Promise<ShellSettings> {
  const inForce = await shell.setSettings(change);
  settings.set(inForce);
  return inForce;
}

/** When somebody is to be asked for the recovery kit of this place again. */
export async function remindOfKit(vaultId: string, due: Date): Promise<void> {
  await changeSettings({ kitDue: { ...settings.get()?.kitDue, [vaultId]: due.toISOString() } });
}
