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
    devTools: !app.isPackaged,
  };
}

/**
 * The window needs no network at all: the engine has its own. A policy of the page does not reach all that Chromium does
 * by itself, such as looking names up before a link is followed, or WebRTC. To be called before the program is ready.
 */
export function lockNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** No page may go anywhere, open anything or embed anything, whichever window it lives in. */
export function lockPages(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    // There is no proxy, so WebRTC has nobody to speak to.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** No permission, no download, no dictionary, no request but to our own scheme. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Chromium would fetch the dictionaries from the internet.
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    const scheme = details.url.slice(0, details.url.indexOf(':'));
    answer({ cancel: scheme !== APP_SCHEME && scheme !== 'data' && scheme !== 'devtools' });
  });
}
