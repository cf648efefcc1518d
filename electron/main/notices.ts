import { app, Notification } from 'electron';
import { APP_ID } from '../contract/index.ts';
import type { Notice } from './notice.ts';

/** Notifications of the system. One that is not held on to is collected, and its click with it. */
export class Notices {
  readonly #shown = new Set<Notification>();

  show({ title, body }: Notice, onClick: () => void): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    this.#shown.add(notification);
    const gone = () => this.#shown.delete(notification);
    notification.on('click', () => {
      gone();
      onClick();
    });
    notification.on('close', gone);
    notification.show();
  }
}

/** Windows shows notifications and groups the taskbar by it. */
export function nameForNotices(): void {
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
}
