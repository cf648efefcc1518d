import { win32 } from 'node:path';
import { askSystem } from '../base/index.ts';
import type { ShadowMaker } from './shadow-maker.ts';
import { AskedShadows } from './asked-shadows.ts';

/** By the name under which `strongroom shadow install` tells it to the Task Scheduler. */
export const SHADOW_TASK = '\\Strongroom\\Shadow copies';

/** Where the helper lies, on this computer: only administrators can write there. */
export function shadowHelperFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return win32.join(env['ProgramFiles'] ?? 'C:\\Program Files', 'Strongroom Shadow Copies');
}

/** What makes shadow copies on this system; undefined where there is nothing of the kind. */
export function systemShadows(): ShadowMaker | undefined {
  if (process.platform !== 'win32') return undefined;
  const scheduler = win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'schtasks.exe');
  return new AskedShadows({
    folder: shadowHelperFolder(),
    wake: async () => {
      await askSystem(scheduler, ['/Run', '/TN', SHADOW_TASK]);
    },
  });
}
