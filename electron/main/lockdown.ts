import { app, type Session, type WebPreferences } from 'electron';
import { APP_SCHEME } from './app-protocol.ts';

/** What every page starts with, in whichever window: nothing. A window adds to it only what it is for. */
export function powerless(): WebPreferences {
  return {
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    // Chromium would fetch its dictionaries from the internet.
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/** No page may go anywhere, open anything or embed anything, whichever window it lives in. */
export function lockPages(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** No permission, no download, no request but to our own scheme. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    const scheme = details.url.slice(0, details.url.indexOf(':'));
    answer({ cancel: scheme !== APP_SCHEME && scheme !== 'data' && scheme !== 'devtools' });
  });
}
