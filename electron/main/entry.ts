import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, Menu, nativeTheme, protocol, session } from 'electron';
import { aboutNow, licencesIn } from './about.ts';
import { APP_SCHEME, createAppProtocol } from './app-protocol.ts';
import { openBridge } from './bridge.ts';
import { createDialogs } from './dialogs.ts';
import { createFileDialogs } from './file-dialogs.ts';
import { Grants } from './grants.ts';
import { GuideWindow } from './guide-window.ts';
import { lockPages, lockSession } from './lockdown.ts';
import { autostartFile, systemLoginItem } from './login-item.ts';
import { MainWindow } from './main-window.ts';
import { createOffers, systemDisks } from './offers.ts';
import { placesOf } from './places.ts';
import { ServiceClient } from './service-client.ts';
import { ServiceProcess } from './service-process.ts';
import { Settings } from './settings.ts';

/** The shell: one window, one service process, and the guarded way between them. It knows no backup. */
const places = placesOf(process, __dirname, app.isPackaged);
app.setName('Strongroom');
// The lock of the single instance lies in this folder too: two data folders are two installations.
useFolder(join(places.home, 'window'));
// Root on Linux has no Chromium sandbox; this call would override the switch that says so, and no page would ever start.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
lockPages();

const grants = new Grants();
const window = new MainWindow(places);
const client: ServiceClient = new ServiceClient({
  send: (message) => service.send(message),
  revive: () => service.revive(),
  onTopic: (topic) => {
    if (topic.topic === 'plans') grants.plansReported(topic.value);
    if (topic.topic === 'jobs') grants.jobsReported(topic.value);
    window.send('strongroom:topic', topic);
  },
});
const service: ServiceProcess = new ServiceProcess({
  ...places,
  env: process.env,
  onMessage: (message) => client.received(message),
  onStart: () => void client.started(),
  onExit: (isGivenUp) => client.ended(isGivenUp),
});

function useFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    app.setPath('userData', folder);
  } catch {
    // The window still opens, from the default folder, and shows the engine's own sentence about its home.
  }
}

function run(): void {
  service.start();
  lockSession(session.defaultSession);
  protocol.handle(APP_SCHEME, createAppProtocol(places.renderer, places.guide));
  const loginItem =
    process.platform === 'linux'
      ? autostartFile(app.getPath('appData'), process.env['APPIMAGE'] ?? process.execPath)
      : systemLoginItem(app);
  const settings = new Settings(join(app.getPath('userData'), 'settings.json'), loginItem);
  const guide = new GuideWindow(places.guide);
  const look = () => {
    const { theme } = settings.current;
    nativeTheme.themeSource = theme === 'contrast' ? 'dark' : theme;
  };
  look();
  settings.onChange((changed) => {
    look();
    window.send('strongroom:settings-changed', changed);
  });
  const current = () => window.current;
  openBridge({
    client,
    grants,
    settings,
    dialogs: { ...createDialogs(current, grants), ...createFileDialogs(current, grants) },
    offers: createOffers({ pathOf: (kind) => app.getPath(kind), disks: systemDisks(process), grants }),
    homeFolder: () => {
      const home = app.getPath('home');
      grants.grant('profile', home);
      return home;
    },
    about: () => aboutNow(client),
    licences: () => licencesIn(places.licences),
    openGuide: (language) => guide.open(language),
    commands: () => [],
  });
  // macOS takes its editing shortcuts from the menu; elsewhere an empty bar only takes room.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  window.open();
}

let hasStopped = false;
app.on('will-quit', (event) => {
  if (hasStopped) return;
  event.preventDefault();
  void service.stop().finally(() => {
    hasStopped = true;
    app.quit();
  });
});
app.on('window-all-closed', () => app.quit());
app.on('second-instance', () => window.focus());

if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.exit(0);
