import { shell } from './shell.ts';
import { Store, useStore } from './store.ts';

/** Vaults whose passphrase this computer remembers; `null` where it cannot, undefined while that is not known. */
const remembered = new Store<readonly string[] | null | undefined>(undefined);

export async function lookForRemembered(): Promise<void> {
  remembered.set(await shell.rememberedKeys());
}

export function useRemembered(): readonly string[] | null | undefined {
  return useStore(remembered);
}

export async function forgetKey(vaultId: string): Promise<void> {
  await shell.forgetKey(vaultId);
  await lookForRemembered();
}
