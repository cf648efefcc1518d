import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, Menu, nativeTheme, powerMonitor, protocol, safeStorage, session } from 'electron';
import { createWords, languageOf, type Words } from '../words/index.ts';
import { aboutNow, licencesIn } from './about.ts';
import { tellAlarms } from './alarm-notices.ts';
import { appMenu, type MenuActions } from './app-menu.ts';
import { APP_SCHEME, createAppProtocol } from './app-protocol.ts';
import { openBridge } from './bridge.ts';
import { createDialogs } from './dialogs.ts';
import { farewellBox } from './farewell-box.ts';
import { createFileDialogs } from './file-dialogs.ts';
import { Grants } from './grants.ts';
import { GuideWindow } from './guide-window.ts';
import { LastBackup } from './last-backup.ts';
import { Leaving } from './leaving.ts';
import { lockNetwork, lockPages, lockSession } from './lockdown.ts';
import { autostartFile, systemLoginItem } from './login-item.ts';
import { MainWindow } from './main-window.ts';
import { createOffers, systemDisks } from './offers.ts';
import { nameForNotices, Notices } from './notices.ts';
import { Orders } from './orders.ts';
import { placesOf } from './places.ts';
import { RememberedKeys } from './remembered-keys.ts';
import { ServiceClient } from './service-client.ts';
import { ServiceProcess } from './service-process.ts';
import { ServiceWatch } from './service-watch.ts';
import { Settings } from './settings.ts';
import { shutDownComputer } from './shut-down.ts';
import { Signals } from './signals.ts';
import { startOrders } from './start-orders.ts';
import { hasTrayHost } from './tray-host.ts';
import { TrayIcon } from './tray-icon.ts';

/** The shell: one window, one service process, and the guarded way between them. It knows no backup. */
const places = placesOf(process, __dirname, app.isPackaged);
app.setName('Strongroom');
nameForNotices();
// The lock of the single instance lies in this folder too: two data folders are two installations.
useFolder(join(places.home, 'window'));
// Root on Linux has no Chromium sandbox; this call would override the switch that says so, and no page would ever start.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
lockNetwork();
lockPages();

const IDLE_TOLD_MS = 60_000;

const grants = new Grants();
const settings = new Settings(join(app.getPath('userData'), 'settings.json'), loginItem());
const keys = new RememberedKeys(join(app.getPath('userData'), 'remembered-keys.json'), safeStorage);
const orders = new Orders({ ask: (call, input) => client.ask(call, input) }, () => signals?.jobs ?? []);
const window: MainWindow = new MainWindow({
  places,
  settings: () => settings,
  mayClose: () => leaving.mayClose(),
  seen: () => signals?.seen(),
  brokenDown: () => dialog.showErrorBox(words()('window.shell.broken.title'), words()('window.shell.broken.text')),
});
const leaving = new Leaving({
  window,
  settings: () => settings,
  words,
  jobs: () => signals?.jobs ?? [],
  hasTray: hasTrayHost,
});
const lastBackup: LastBackup = new LastBackup({
  backUpAll: () => orders.backUpAll(),
  ask: farewellBox({
    words,
    plans: () => signals?.plans ?? [],
    window: () => window.current,
    look: () => window.show({ go: 'history' }),
  }),
  shutDown: shutDownComputer,
  changed: () => applySettings(),
});
const guide = new GuideWindow(places.guide);
const actions: MenuActions = {
  open: () => window.open(),
  show: (command) => window.show(command),
  backUpAll: () => void orders.backUpAll(),
  backUpThenOff: () => void lastBackup.begin(() => signals?.jobs ?? []),
  stayOn: () => lastBackup.callOff(),
  pause: () => void orders.pause(),
  resume: () => void orders.resume(),
  openGuide: () => guide.open(words().language),
  closeWindow: () => window.current?.close(),
  zoom: (direction) => window.zoom(direction),
  quit: () => void leaving.quit(),
};
/** There once the program is ready: a tray cannot be made before. */
let signals: Signals | undefined;
const client: ServiceClient = new ServiceClient({
  send: (message) => service.send(message),
  revive: () => service.revive(),
  onTopic: (topic) => {
    if (topic.topic === 'plans') {
      grants.plansReported(topic.value);
      signals?.plansReported(topic.value);
      void keys.plansReported(topic.value, (input) => client.ask('vault.unlock', input));
    } else if (topic.topic === 'alarms') {
      signals?.alarmsReported(topic.value);
      watch.heard(topic.value.watch);
      void tellAlarms({
        ask: (call, input) => client.ask(call, input),
        told: (telling) => signals?.alarmTold(telling),
      });
    } else {
      grants.jobsReported(topic.value);
      signals?.jobsReported(topic.value);
      lastBackup.jobsReported(topic.value);
    }
    window.send('strongroom:topic', topic);
  },
});
const watch = new ServiceWatch({
  ask: () => client.ask('alarm.look', {}),
  silent: (isSilent) => signals?.watchdogSilent(isSilent),
});
const service: ServiceProcess = new ServiceProcess({
  ...places,
  env: process.env,
  onMessage: (message) => client.received(message),
  onStart: () => {
    keys.engineStarted();
    void client.started();
  },
  onExit: (isGivenUp) => {
    client.ended(isGivenUp);
    signals?.engineEnded(isGivenUp);
    lastBackup.engineEnded();
  },
});

function loginItem() {
  if (process.platform !== 'linux') return systemLoginItem(app);
  return autostartFile(app.getPath('appData'), process.env['APPIMAGE'] ?? process.execPath);
}

/** Made anew only for another language: each holds all the sentences. */
let spoken: Words | undefined;
function words(): Words {
  const language = settings.current.language ?? languageOf(app.getLocale());
  if (spoken?.language !== language) spoken = createWords(language, 'window');
  return spoken;
}

function useFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    app.setPath('userData', folder);
  } catch {
    // The window still opens, from the default folder, and shows the engine's own sentence about its home.
  }
}

function applySettings(): void {
  const { theme } = settings.current;
  nativeTheme.themeSource = theme === 'contrast' ? 'dark' : theme;
  Menu.setApplicationMenu(appMenu(words(), actions, { isEnding: lastBackup.isUnderWay }));
  signals?.refresh();
}

function run(): void {
  service.start();
  lockSession(session.defaultSession);
  protocol.handle(APP_SCHEME, createAppProtocol(places.renderer, places.guide));
  const current = () => window.current;
  openBridge({
    client,
    grants,
    settings,
    keys,
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
    commands: () => window.takeCommands(),
  });
  applySettings();
  const { isHidden, backsUp } = startOrders(process.argv);
  if (!isHidden) window.open();
  const notices = new Notices();
  signals = new Signals({
    pictures: places.pictures,
    window,
    tray: new TrayIcon(places.pictures, actions.open),
    settings,
    words,
    actions,
    isEnding: () => lastBackup.isUnderWay,
    notify: (notice, onClick) => notices.show(notice, onClick),
  });
  settings.onChange((changed) => {
    applySettings();
    window.send('strongroom:settings-changed', changed);
  });
  if (backsUp) actions.backUpAll();
  powerMonitor.on('resume', () => void client.ask('schedule.wake', {}));
  setInterval(() => void client.ask('schedule.idle', { seconds: powerMonitor.getSystemIdleTime() }), IDLE_TOLD_MS);
  // Started by the system with the person's session, and not by the person.
  if (isHidden) void client.ask('schedule.event', { event: 'log-on' });
  // What there is no time for any more is gone on with at the next start; where all was backed up for it, nothing is begun.
  powerMonitor.on('shutdown', () => {
    if (!lastBackup.isOver) void client.ask('schedule.event', { event: 'shutdown' });
  });
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
// The program lives beside the clock; only quitting ends it.
app.on('window-all-closed', () => undefined);
app.on('activate', () => window.open());
app.on('second-instance', (_event, args) => {
  const { isHidden, backsUp } = startOrders(args);
  if (backsUp) actions.backUpAll();
  if (!isHidden && !backsUp && app.isReady()) window.open();
});

if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.exit(0);
