import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import display from '../../test/support/display.setup.ts';
import { installedElectron, sandboxArgs } from '../electron-runtime.mjs';
import { dist, node24, root } from '../parts/place.mjs';
import { median } from './measure.mjs';

/** Times the start of the window on a data folder: `start-times.mjs <work folder> <home> <plans in it> <rounds>` */
const [work, home, plans, rounds] = [
  process.argv[2],
  process.argv[3],
  Number(process.argv[4]),
  Number(process.argv[5]),
];

/**
 * Stands before the program in Electron's main process: notes when Electron is ready, and when Home can be used in the
 * page, by the clock that both share. The program itself runs unchanged.
 */
const stamp = `
const { app } = require('electron');
process.env.STRONGROOM_ROOT = ${JSON.stringify(root)};
let ready;
app.once('ready', () => { ready = Date.now(); });
const isUsable = () => {
  const buttons = [...document.querySelectorAll('main button:not([disabled])')];
  const cards = document.querySelectorAll('main article[data-plan]').length;
  const plans = ${plans};
  return buttons.length > 0 && document.querySelector('main .fui-Spinner') === null && cards === plans &&
    (plans === 0 || document.querySelector('main [data-overall]') !== null);
};
const untilUsable = (test) => new Promise((resolve) => {
  const look = () => {
    if (!test()) return;
    watcher.disconnect();
    // Seen once it has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { subtree: true, childList: true, attributes: true });
  look();
});
app.on('browser-window-created', (_event, window) => {
  window.webContents.once('dom-ready', async () => {
    const usable = await window.webContents.executeJavaScript('(' + untilUsable + ')(' + isUsable + ')');
    console.log('TIMES ' + JSON.stringify({ ready, usable }));
    app.quit();
  });
});
require(${JSON.stringify(join(dist, 'main', 'main.cjs'))});
`;

const shell = join(work, 'shell');
mkdirSync(join(shell, 'dist', 'main'), { recursive: true });
writeFileSync(join(shell, 'package.json'), '{"name":"strongroom","main":"dist/main/main.cjs"}\n');
writeFileSync(join(shell, 'dist', 'main', 'main.cjs'), stamp);

/** Milliseconds from the order to Electron's being ready, and from there to a Home that can be used. */
async function start() {
  const runtime = installedElectron();
  const args = [...runtime.args.map((arg) => (arg === root ? shell : arg)), ...sandboxArgs(), '--disable-gpu'];
  const env = { ...process.env, STRONGROOM_ROOT: shell, STRONGROOM_NODE: node24(), STRONGROOM_HOME: home };
  const ordered = Date.now();
  const child = spawn(runtime.executable, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  let times;
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('TIMES ')) times = JSON.parse(line.slice('TIMES '.length));
  }
  await ended;
  if (!times) throw new Error('start times: the window ended before Home could be used');
  return { electron: times.ready - ordered, home: times.usable - times.ready };
}

const closeDisplay = await display();
try {
  // The first fills the system's cache of files.
  await start();
  const taken = [];
  for (let round = 0; round < rounds; round += 1) taken.push(await start());
  const figure = (name) => {
    const values = taken.map((one) => one[name]);
    return `${Math.round(median(values))} ms (${values.map(Math.round).join(', ')})`;
  };
  console.log(`${plans} plans: Electron ready after ${figure('electron')}; usable Home ${figure('home')} after that`);
} finally {
  await closeDisplay?.();
}
