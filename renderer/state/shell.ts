import type { ShellApi } from '../../electron/contract/index.ts';

declare global {
  interface Window {
    readonly strongroom: ShellApi;
  }
}

/** What the preload gives the page: the only way out of it. */
export const shell: ShellApi = window.strongroom;
