import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { sandboxArgs } from './electron-runtime.mjs';
import { dist, hasDisplay, node24, root } from './parts/place.mjs';
import { become, end, say } from './parts/run.mjs';
import { forTerminal, forWindow, setup } from './setup.mjs';

function openWindow(runtime) {
  if (!existsSync(join(dist, 'main', 'main.cjs')))
    throw new Error('the window has not been built: "npm run build" says why');
  const env = { ...process.env, STRONGROOM_ROOT: root, STRONGROOM_NODE: node24() };
  const own = sandboxArgs();
  if (own.length > 0) say(`opening the window with ${own.join(' ')}: this user or system has no Chromium sandbox`);
  become(runtime.executable, [...runtime.args, ...own, ...process.argv.slice(2)], { cwd: root, env });
}

await end(async () => {
  if (hasDisplay()) {
    const { runtime } = await setup(forWindow);
    openWindow(runtime);
    return 0;
  }
  say('there is no display here, so this runs the demo in the terminal instead of opening the window');
  await setup(forTerminal);
  const { demo } = await import('./demo.mjs');
  return demo();
});
