import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { ListeningPost } from './listening-post.ts';
import { answerDialogs, Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-way-out-')));
const started = join(base, 'started');

/** Stands where the system would start a program for a folder or an address, and notes what for. */
function noteStarts(): Record<string, string> {
  const bin = join(base, 'bin');
  mkdirSync(bin);
  const whatFor = `if [ -d "$1" ]; then (cd "$1" && pwd -P); else printf '%s\\n' "$@"; fi`;
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\n(${whatFor}) >> '${started}'\n`);
  chmodSync(join(bin, 'xdg-open'), 0o755);
  return { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
}

const startedFor = () => (existsSync(started) ? readFileSync(started, 'utf8').trim().split('\n') : []);

/** What has been set off has come to its end: a page that was going somewhere would have gone. */
const settle = () => new Promise((done) => setTimeout(done, 300));

describe('the page and what lies outside of it', () => {
  let opened: OpenWindow;
  let post: ListeningPost;

  beforeAll(async () => {
    post = await ListeningPost.open();
    opened = await openWindow(join(base, 'home'), noteStarts());
    await new Pages(opened.page).home.firstPlan.waitFor();
    await opened.page.evaluate(() => Reflect.set(window, 'isFirstPage', true));
  });

  afterAll(async () => {
    await opened.application.close();
    post.close();
    rmSync(base, { recursive: true, force: true });
  });

  /** Neither loaded anew nor gone elsewhere, and still in talk with the shell. */
  const isStill = () =>
    opened.page.evaluate(async () => ({
      at: location.href,
      isFirstPage: Reflect.get(window, 'isFirstPage'),
      answers: (await window.strongroom.ask('plan.list', {})).ok,
    }));
  const still = { at: 'app://strongroom/index.html', isFirstPage: true, answers: true };

  const windows = () => opened.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

  it('reaches nobody: no picture, request, socket, call of another computer, name looked up', async () => {
    const log = join(base, 'net-log.json');
    await opened.application.evaluate(({ session }, path) => session.defaultSession.netLog.startLogging(path), log);
    await opened.page.evaluate(
      async ({ tcp, udp }) => {
        const place = document.body.appendChild(document.createElement('div'));
        for (const remote of [`http://${tcp}`, 'https://strongroom-leak.example', 'file:///etc/passwd']) {
          place.insertAdjacentHTML(
            'beforeend',
            `<img src="${remote}/a.png"><video src="${remote}/a.mp4"></video><input type="image" src="${remote}/b.png">
            <iframe src="${remote}/"></iframe><object data="${remote}/c"></object><svg><image href="${remote}/d"/></svg>
            <form action="${remote}/" method="post"></form><iframe src="about:blank"></iframe>`,
          );
          const hints = 'dns-prefetch preconnect prefetch preload modulepreload prerender stylesheet icon manifest';
          for (const rel of hints.split(' ')) {
            place.append(Object.assign(document.createElement('link'), { rel, as: 'image', href: `${remote}/${rel}` }));
          }
          for (const form of place.querySelectorAll('form')) form.submit();
          for (const frame of place.querySelectorAll('iframe')) frame.contentWindow?.location.replace(remote);
          const ways: (() => unknown)[] = [
            () => fetch(remote, { mode: 'no-cors' }),
            () => navigator.sendBeacon(remote, 'x'),
            () => new WebSocket(remote.replace('http', 'ws')),
            () => new EventSource(remote),
            () => new FontFace('x', `url(${remote}/x.woff2)`).load(),
            () => new XMLHttpRequest().open('GET', remote, false),
          ];
          await Promise.allSettled(ways.map(async (way) => way()));
        }
        for (const urls of [`stun:${udp}`, `turn:${tcp}?transport=tcp`, 'stun:strongroom-leak.example']) {
          const peer = new RTCPeerConnection({ iceServers: [{ urls, username: 'u', credential: 'c' }] });
          peer.createDataChannel('x');
          await peer.setLocalDescription(await peer.createOffer());
          for (let waited = 0; peer.iceGatheringState !== 'complete' && waited < 500; waited += 50)
            await new Promise((done) => setTimeout(done, 50));
          peer.close();
        }
        place.remove();
      },
      { tcp: post.tcp, udp: post.udp },
    );
    await opened.application.evaluate(({ session }) => session.defaultSession.netLog.stopLogging());

    expect(post.knocks).toBe(0);
    expect(await opened.application.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(
      false,
    );
    const noted = readFileSync(log, 'utf8');
    expect(noted).toContain('"events"');
    expect([post.tcp, post.udp, 'strongroom-leak'].filter((address) => noted.includes(address))).toEqual([]);
    expect(await isStill()).toEqual(still);
  });

  it('is counted when it does reach somebody', async () => {
    await fetch(`http://${post.tcp}/`);

    expect(post.knocks).toBe(1);
  });

  it('stays where it is, opens no other and starts no program', async () => {
    const before = await windows();
    const popups = await opened.page.evaluate(async (remote) => {
      const own = ['app://strongroom/guide/en.html', 'app://strongroom/index.html?x', 'app://elsewhere/index.html'];
      const programs = ['mailto:a@example.com', 'tel:1', 'ms-settings:', 'smb://server/share', 'strongroom:x'];
      const data = [
        'data:text/html,x',
        `blob:${location.origin}/x`,
        'javascript:void 0',
        'view-source:about:blank',
        'chrome://gpu',
        'devtools://devtools/',
      ];
      const addresses = [remote, 'https://example.com/', 'file:///etc/passwd', ...own, ...programs, ...data];
      let popupsOpened = 0;
      for (const href of addresses) {
        for (const target of ['_self', '_top', '_blank', 'named']) {
          const link = Object.assign(document.createElement('a'), { href, target, ping: remote, textContent: 'x' });
          document.body.append(link);
          link.click();
          link.remove();
        }
        if (window.open(href, '_blank', 'nodeIntegration=yes,contextIsolation=no')) popupsOpened += 1;
        try {
          location.assign(href);
        } catch {
          // Some addresses are refused before anything is tried.
        }
        await new Promise((done) => setTimeout(done, 20));
      }
      const refresh = Object.assign(document.createElement('meta'), {
        httpEquiv: 'refresh',
        content: `0;url=${remote}`,
      });
      document.head.append(refresh);
      return popupsOpened;
    }, `http://${post.tcp}/`);
    await settle();

    expect(popups).toBe(0);
    expect(await windows()).toBe(before);
    expect(await isStill()).toEqual(still);
    expect(startedFor()).toEqual([]);
    expect(post.knocks).toBe(1);
  });

  it.each(['about:blank', 'about:srcdoc'])('comes back where it was emptied: %s', async (empty) => {
    await opened.page.evaluate((address) => {
      Reflect.set(window, 'isFirstPage', true);
      setTimeout(() => location.assign(address));
    }, empty);

    await expect.poll(isStill).toEqual({ ...still, isFirstPage: undefined });
    await new Pages(opened.page).home.firstPlan.waitFor();
  });

  it('saves no file of its own accord', async () => {
    await opened.application.evaluate(({ session }) => {
      const seen: boolean[] = [];
      Reflect.set(globalThis, 'downloads', seen);
      session.defaultSession.on('will-download', (event) => seen.push(event.defaultPrevented));
    });
    await opened.page.evaluate(() => {
      const href = URL.createObjectURL(new Blob(['x']));
      for (const one of [href, 'data:text/plain,x', '/index.html'])
        Object.assign(document.createElement('a'), { href: one, download: 'x.txt' }).click();
    });

    const downloads = () => opened.application.evaluate(() => Reflect.get(globalThis, 'downloads') as boolean[]);
    await expect.poll(async () => (await downloads()).length).toBeGreaterThan(0);
    await settle();
    expect((await downloads()).filter((isPrevented) => !isPrevented)).toEqual([]);
  });

  it('has folders shown by the system only where files were given back to, and no file opened', async () => {
    const target = join(base, 'target');
    mkdirSync(target);
    const program = join(target, 'restored.sh');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    await answerDialogs(opened.application, [target]);
    await opened.page.evaluate(() => window.strongroom.pickFolder('target', 'en'));
    const shown = (paths: string[]) =>
      opened.page.evaluate((all) => Promise.all(all.map((path) => window.strongroom.openFolder(path))), paths);

    const elsewhere = [
      base,
      '/',
      '/etc',
      `${target}/..`,
      `${target}/../target`,
      `file://${target}`,
      'https://example.com/',
    ];
    expect(await shown(elsewhere)).toEqual(elsewhere.map(() => false));
    expect(startedFor()).toEqual([]);

    expect(await shown([target, program])).toEqual([true, true]);
    await expect.poll(startedFor).toContain(target);
    await settle();
    // A file is pointed at in its folder, or, where no file manager can do that, in the one above.
    expect([...new Set(startedFor())].filter((path) => path !== target && path !== base)).toEqual([]);
  });

  it('is held to this also by a window that was opened without care', async () => {
    const strange = await opened.application.evaluate(async ({ BrowserWindow, webContents }, remote) => {
      const careless = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, webSecurity: false } });
      await careless.loadURL('app://strongroom/index.html');
      await careless.webContents.executeJavaScript(`
        document.body.append(Object.assign(document.createElement('webview'), { src: 'about:blank' }));
        location.assign('${remote}');
        window.open('${remote}') === null && new Promise((done) => setTimeout(done, 300));`);
      const loads = ['file:///etc/passwd', remote].map((address) => {
        const sent = new BrowserWindow({ show: false });
        const load = sent
          .loadURL(address)
          .then(() => 'loaded')
          .catch((error: { code: string }) => error.code);
        return load.finally(() => sent.destroy());
      });
      const types = webContents.getAllWebContents().map((one) => one.getType());
      const at = careless.webContents.getURL();
      careless.destroy();
      return { webviews: types.filter((type) => type === 'webview').length, at, loads: await Promise.all(loads) };
    }, `http://${post.tcp}/`);

    const loads = ['ERR_BLOCKED_BY_CLIENT', 'ERR_BLOCKED_BY_CLIENT'];
    expect(strange).toEqual({ webviews: 0, at: 'app://strongroom/index.html', loads });
    expect(post.knocks).toBe(1);
  });
});
