import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { installedElectron, sandboxArgs } from '../../scripts/electron-runtime.mjs';
import { node24, root } from '../../scripts/parts/place.mjs';

export interface OpenWindow {
  readonly application: ElectronApplication;
  readonly page: Page;
}

/** Where the session of such an application has its settings: beside the data folder, which may be unusable. */
export function configOf(home: string): string {
  return `${home}-config`;
}

/** Opens the built application with a data folder of its own. `env` is added to the environment. */
export async function openWindow(home: string, env: Record<string, string> = {}): Promise<OpenWindow> {
  const application = await startApplication(home, env);
  return { application, page: await application.firstWindow() };
}

/** The same without waiting for a window: with `--hidden` there is none. */
export function startApplication(
  home: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<ElectronApplication> {
  // The theme is the application's to choose.
  return _electron.launch({ ...startOf(home, env, args), colorScheme: null });
}

export interface Start {
  readonly executablePath: string;
  readonly args: string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** How the built application is started with a data folder of its own, whoever does it. */
export function startOf(home: string, env: Record<string, string>, args: readonly string[]): Start {
  const runtime = installedElectron();
  if (!runtime) throw new Error('open window: no Electron runtime, run "npm run setup" once');
  const inherited = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    executablePath: runtime.executable,
    args: [...runtime.args, ...sandboxArgs(), '--disable-gpu', `--user-data-dir=${join(home, 'window')}`, ...args],
    cwd: root,
    env: {
      ...Object.fromEntries(inherited),
      STRONGROOM_ROOT: root,
      STRONGROOM_NODE: node24(),
      STRONGROOM_HOME: home,
      // What starts with the session, and the folders of the person, are never those of who runs the tests.
      XDG_CONFIG_HOME: configOf(home),
      ...env,
    },
  };
}
