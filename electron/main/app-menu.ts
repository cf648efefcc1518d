import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { ShellCommand } from '../contract/index.ts';
import type { Words } from '../words/index.ts';

/** What the menus of window and tray can set going. */
export interface MenuActions {
  readonly open: () => void;
  readonly show: (command: ShellCommand) => void;
  readonly backUpAll: () => void;
  /** The computer shuts down once all is backed up; the other takes that back. */
  readonly backUpThenOff: () => void;
  readonly stayOn: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly openGuide: () => void;
  readonly closeWindow: () => void;
  readonly zoom: (direction: 'in' | 'out' | 'reset') => void;
  readonly quit: () => void;
}

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };

/** The menu of the window. Its letters and keys are the same in both languages. */
export function appMenu(
  words: Words,
  actions: MenuActions,
  { isEnding, platform = process.platform }: { readonly isEnding: boolean; readonly platform?: NodeJS.Platform },
): Menu {
  const label = (key: string) => words.i18n.t(`window.shell.menu.${key}`);
  const go = (screen: 'home' | 'plans' | 'history' | 'restore' | 'settings' | 'about', accelerator?: string): Item => ({
    label: label(screen),
    ...(accelerator !== undefined && { accelerator }),
    click: () => actions.show({ go: screen }),
  });
  const role = (name: 'undo' | 'redo' | 'cut' | 'copy' | 'paste', key: string): Item => ({
    role: name,
    label: label(key),
  });

  const file: Item[] = [
    { label: label('new-plan'), accelerator: 'CommandOrControl+N', click: () => actions.show({ newPlan: true }) },
    { label: label('back-up-all'), accelerator: 'CommandOrControl+B', click: actions.backUpAll },
    endItem(words, actions, isEnding),
    LINE,
    go('settings', 'CommandOrControl+,'),
    LINE,
    { label: label('close'), accelerator: 'CommandOrControl+W', click: actions.closeWindow },
    { label: label('quit'), accelerator: 'CommandOrControl+Q', click: actions.quit },
  ];
  const edit: Item[] = [
    role('undo', 'undo'),
    role('redo', 'redo'),
    LINE,
    role('cut', 'cut'),
    role('copy', 'copy'),
    role('paste', 'paste'),
    { role: 'selectAll', label: label('select-all') },
  ];
  const view: Item[] = [
    go('home', 'CommandOrControl+1'),
    go('plans', 'CommandOrControl+2'),
    go('history', 'CommandOrControl+3'),
    go('restore', 'CommandOrControl+4'),
    LINE,
    { label: label('zoom-in'), accelerator: 'CommandOrControl+Plus', click: () => actions.zoom('in') },
    // The same key without Shift.
    { label: label('zoom-in'), accelerator: 'CommandOrControl+=', visible: false, click: () => actions.zoom('in') },
    { label: label('zoom-out'), accelerator: 'CommandOrControl+-', click: () => actions.zoom('out') },
    { label: label('zoom-reset'), accelerator: 'CommandOrControl+0', click: () => actions.zoom('reset') },
    LINE,
    { role: 'togglefullscreen', label: label('full-screen') },
  ];
  const help: Item[] = [{ label: label('guide'), accelerator: 'F1', click: actions.openGuide }, LINE, go('about')];
  const mac: Item[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  return Menu.buildFromTemplate([
    ...mac,
    { label: label('file'), submenu: file },
    { label: label('edit'), submenu: edit },
    { label: label('view'), submenu: view },
    { label: label('help'), submenu: help },
  ]);
}

/** The menu of the tray. `work`: whether something runs, or is held, or neither. */
export function trayMenu(
  words: Words,
  actions: MenuActions,
  { work, isEnding }: { readonly work: 'running' | 'paused' | 'none'; readonly isEnding: boolean },
): Item[] {
  const hold: Item =
    work === 'paused'
      ? { label: words('window.shell.menu.resume'), click: actions.resume }
      : { label: words('window.shell.menu.pause'), click: actions.pause, enabled: work === 'running' };
  return [
    { label: words('window.shell.menu.open'), click: actions.open },
    { label: words('window.shell.menu.back-up-all'), click: actions.backUpAll },
    endItem(words, actions, isEnding),
    hold,
    LINE,
    { label: words('window.shell.menu.quit'), click: actions.quit },
  ];
}

function endItem(words: Words, actions: MenuActions, isEnding: boolean): Item {
  return isEnding
    ? { label: words('window.shell.menu.stay-on'), click: actions.stayOn }
    : { label: words('window.shell.menu.back-up-then-off'), click: actions.backUpThenOff };
}
