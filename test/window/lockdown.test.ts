import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { ListeningPost } from './listening-post.ts';
import { Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-lockdown-')));

describe('the page', () => {
  let opened: OpenWindow;
  let post: ListeningPost;

  beforeAll(async () => {
    post = await ListeningPost.open();
    opened = await openWindow(join(base, 'home'));
    await new Pages(opened.page).home.firstPlan.waitFor();
  });

  afterAll(async () => {
    await opened.application.close();
    post.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('has no power, in whichever window; that of the guide runs not even a script', async () => {
    const guide = opened.application.waitForEvent('window');
    expect(await opened.page.evaluate(() => window.strongroom.openGuide('en'))).toBe(true);
    await (await guide).waitForURL('app://strongroom/guide/en.html');

    const preferences = await opened.application.evaluate(({ BrowserWindow }) => {
      const all = BrowserWindow.getAllWindows().map((one) =>
        // The preferences in force; the type of this function is not public.
        (one.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
      );
      BrowserWindow.getAllWindows()
        .find((one) => one.webContents.getURL().includes('/guide/'))
        ?.destroy();
      return all.map((given) => ({
        contextIsolation: given['contextIsolation'],
        sandbox: given['sandbox'],
        nodeIntegration: given['nodeIntegration'],
        nodeIntegrationInSubFrames: given['nodeIntegrationInSubFrames'],
        // Left out of the answer where it is off.
        nodeIntegrationInWorker: given['nodeIntegrationInWorker'] ?? false,
        webSecurity: given['webSecurity'],
        allowRunningInsecureContent: given['allowRunningInsecureContent'] ?? false,
        webviewTag: given['webviewTag'],
        navigateOnDragDrop: given['navigateOnDragDrop'] ?? false,
        javascript: given['javascript'],
      }));
    });

    const powerless = {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    };
    const byScript = preferences.toSorted((one, other) => Number(one.javascript) - Number(other.javascript));
    expect(byScript).toEqual([
      { ...powerless, javascript: false },
      { ...powerless, javascript: true },
    ]);
  });

  it('is given named functions and nothing else of the shell', async () => {
    const given = await opened.page.evaluate(async () => {
      const heard: unknown[][] = [];
      const end = window.strongroom.onSettings((...all: unknown[]) => void heard.push(all));
      await window.strongroom.setSettings({ notifyOn: 'trouble' });
      end();
      return {
        require: typeof Reflect.get(globalThis, 'require'),
        process: typeof Reflect.get(globalThis, 'process'),
        module: typeof Reflect.get(globalThis, 'module'),
        functions: Object.entries(window.strongroom).map(([name, one]) => `${typeof one} ${name}`),
        isReplaced: Reflect.set(window.strongroom, 'ask', () => undefined),
        heard: heard.map((all) => all.map((one) => Object.keys(one as object).sort())),
      };
    });

    const names =
      'about ask forgetKey homeFolder licences offeredFolders offeredPlaces onCommand onSettings openFolder openGuide';
    const more =
      'pickCredentials pickFolder pickFolders pickZip readTextFile rememberedKeys saveKit saveText setSettings settings unlockAndRemember watch';
    expect(given.functions.sort()).toEqual(`${names} ${more}`.split(' ').map((name) => `function ${name}`));
    // No event of Electron's comes along, which would lead back to its sender.
    expect(given.heard).toEqual([
      [['closeTo', 'isStartBarred', 'kitDue', 'language', 'notifyOn', 'startAtLogin', 'theme']],
    ]);
    expect(given).toMatchObject({ require: 'undefined', process: 'undefined', module: 'undefined', isReplaced: false });
  });

  it('comes from our own files only, each with the strict policy', async () => {
    const served = await opened.page.evaluate(() => {
      const script = document.querySelector('script')?.src ?? '';
      return [location.href, script, '/guide/en.html'].map((address) => {
        const request = new XMLHttpRequest();
        request.open('GET', address, false);
        request.send();
        return {
          status: request.status,
          policy: request.getResponseHeader('content-security-policy')?.replace(/nonce-[\w+/=]{24}/, 'nonce-N'),
          sniff: request.getResponseHeader('x-content-type-options'),
        };
      });
    });
    const policy = [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-N'",
      "img-src 'self' data:",
      // Maps of the characters in a PDF that is looked at.
      "connect-src 'self'",
      "frame-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "object-src 'none'",
    ].join('; ');
    expect(served).toEqual(served.map(() => ({ status: 200, policy, sniff: 'nosniff' })));

    const answers = await opened.application.evaluate(({ net }) => {
      const addresses = ['index.html', '../main/main.cjs', '..%2Fmain%2Fmain.cjs', 'assets/', 'index.html?x'];
      const fetched = addresses.map((address) => net.fetch(`app://strongroom/${address}`));
      return Promise.all(fetched.map((answer) => answer.then(({ status }) => status).catch(() => 0)));
    });
    expect(answers).toEqual([200, 404, 404, 404, 404]);
  });

  it('runs nothing that got into its text, and takes no style from there', async () => {
    const struck = await opened.page.evaluate(async (remote) => {
      // What is evaluated from outside may do more than the page, up to its first pause.
      await new Promise((done) => setTimeout(done, 0));
      const found: string[] = [];
      Object.assign(window, { strike: (way: string) => found.push(way) });
      const place = document.body.appendChild(document.createElement('div'));
      place.innerHTML = `
        <img src="none" onerror="strike('onerror')"><svg onload="strike('svg')"></svg>
        <details open ontoggle="strike('ontoggle')"></details><style>#styled { color: red }</style>
        <a id="link" href="javascript:strike('link')">x</a><i id="styled" style="color: red">x</i>
        <iframe srcdoc="<script>parent.strike('srcdoc')</script><img src=none onerror=parent.strike('frame')>"></iframe>
        <iframe src="javascript:parent.strike('frame address')"></iframe>
        <iframe src="data:text/html,<script>parent.strike('data frame')</script>"></iframe>
        <object data="data:text/html,<script>parent.strike('object')</script>"></object>
        <embed src="data:text/html,<script>parent.strike('embed')</script>"><base href="http://${remote}/">`;
      place.querySelector<HTMLElement>('#link')?.click();
      const code = (way: string) => `strike('${way}')`;
      const blob = URL.createObjectURL(new Blob([code('blob')], { type: 'text/javascript' }));
      for (const source of [undefined, blob, `data:text/javascript,${code('data')}`, `http://${remote}/x.js`]) {
        const script = document.createElement('script');
        if (source === undefined) script.textContent = code('element');
        else script.src = source;
        place.append(script);
      }
      const ways: (() => unknown)[] = [
        () => Reflect.apply(Reflect.get(window, 'eval'), undefined, [code('eval')]),
        () => Reflect.construct(Function, [code('Function')])(),
        () => Reflect.apply(setTimeout, undefined, [code('setTimeout')]),
        () => import(/* @vite-ignore */ `data:text/javascript,${code('import')}`),
        () => new Worker(blob).addEventListener('message', () => found.push('worker')),
        () => navigator.serviceWorker.register('/assets/worker.js').then(() => found.push('service worker')),
      ];
      await Promise.allSettled(ways.map(async (way) => way()));
      await new Promise((done) => setTimeout(done, 300));
      const colors = [...place.querySelectorAll('#styled')].map((one) => getComputedStyle(one).color);
      const { baseURI } = document;
      place.remove();
      return { found, baseURI, isRed: colors.includes('rgb(255, 0, 0)') };
    }, post.tcp);

    expect(struck).toEqual({ found: [], baseURI: 'app://strongroom/index.html', isRed: false });
    expect(post.knocks).toBe(0);
  });

  it('gets no permission, whatever it asks for', async () => {
    const answers = await opened.page.evaluate(async () => {
      const states =
        'geolocation notifications midi camera microphone clipboard-read clipboard-write persistent-storage';
      const more = 'idle-detection screen-wake-lock window-management local-fonts background-fetch storage-access';
      const asked = `${states} ${more}`.split(' ').map(async (name) => {
        const known = await navigator.permissions.query({ name } as never).catch(() => undefined);
        return known && known.state !== 'denied' ? [`${name}: ${known.state}`] : [];
      });
      const ways: Record<string, () => Promise<unknown>> = {
        'clipboard, read': () => navigator.clipboard.readText(),
        'clipboard, written': () => navigator.clipboard.writeText('x'),
        place: () => new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail)),
        screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
        microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
      };
      const tried = Object.entries(ways).map(([name, way]) =>
        way().then(
          () => [name],
          () => [],
        ),
      );
      const notices = await Notification.requestPermission();
      return { granted: (await Promise.all([...asked, ...tried])).flat(), notices };
    });

    expect(answers).toEqual({ granted: [], notices: 'denied' });
  });
});
