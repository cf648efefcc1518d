import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, type NativeImage, Tray } from 'electron';
import type { ShellState } from './shell-state.ts';

/** The pictures of the states, each told by its shape: a round tick, a square arrow, a triangle, an octagon. */
export function stateImage(folder: string, state: ShellState): NativeImage {
  return nativeImage.createFromPath(join(folder, `${state}.png`));
}

export interface TrayFace {
  readonly state: ShellState;
  readonly tooltip: string;
  readonly menu: readonly MenuItemConstructorOptions[];
}

/** The icon beside the clock. It is there as long as the program is. */
export class TrayIcon {
  readonly #pictures: string;
  readonly #open: () => void;
  #tray: Tray | undefined;
  #shown = '';

  constructor(pictures: string, open: () => void) {
    this.#pictures = pictures;
    this.#open = open;
  }

  show(face: TrayFace): void {
    // The engine reports ten times a second: only what differs is drawn, an open menu stays open.
    const looks = JSON.stringify([face.state, face.tooltip, face.menu.map(({ label, enabled }) => [label, enabled])]);
    if (looks === this.#shown) return;
    this.#shown = looks;
    this.#tray ??= this.#create(face.state);
    this.#tray.setImage(stateImage(this.#pictures, face.state));
    this.#tray.setToolTip(face.tooltip);
    this.#tray.setContextMenu(Menu.buildFromTemplate([...face.menu]));
  }

  remove(): void {
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  #create(state: ShellState): Tray {
    const tray = new Tray(stateImage(this.#pictures, state));
    tray.on('click', this.#open);
    return tray;
  }
}
