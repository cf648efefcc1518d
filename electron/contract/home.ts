/** What the rule for the data folder needs to know; window, service and command line ask with their own process's values. */
export interface HomeQuestion {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homedir: string;
}

/** The application data folder: `STRONGROOM_HOME`, else the platform's proper place. Empty variables count as unset, as XDG asks. */
export function dataHome({ platform, env, homedir }: HomeQuestion): string {
  if (env['STRONGROOM_HOME']) return env['STRONGROOM_HOME'];
  if (platform === 'win32')
    return join('\\', env['LOCALAPPDATA'] || join('\\', homedir, 'AppData', 'Local'), 'Strongroom');
  if (platform === 'darwin') return join('/', homedir, 'Library', 'Application Support', 'Strongroom');
  // A relative XDG_DATA_HOME must be ignored (XDG base directory specification).
  const xdg = env['XDG_DATA_HOME'];
  return join('/', xdg?.startsWith('/') ? xdg : join('/', homedir, '.local', 'share'), 'strongroom');
}

function join(separator: '/' | '\\', first: string, ...rest: string[]): string {
  return [first.endsWith(separator) ? first.slice(0, -1) : first, ...rest].join(separator);
}
