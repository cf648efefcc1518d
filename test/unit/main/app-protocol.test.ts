import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppProtocol } from '../../../electron/main/app-protocol.ts';
import { isOurs } from '../../../electron/main/guard.ts';

const base = mkdtempSync(join(tmpdir(), 'strongroom-protocol-'));

describe('the protocol of the page', () => {
  let answer: ReturnType<typeof createAppProtocol>;
  const get = (url: string, method = 'GET') => answer({ url, method });

  beforeAll(() => {
    mkdirSync(join(base, 'renderer', 'assets'), { recursive: true });
    writeFileSync(join(base, 'secret.html'), 'secret');
    writeFileSync(join(base, 'renderer', 'index.html'), '<meta nonce="__STYLE_NONCE__">');
    writeFileSync(join(base, 'renderer', 'assets', 'a.js'), '1');
    writeFileSync(join(base, 'renderer', 'notes.txt'), 'no type that a page needs');
    symlinkSync(join(base, 'secret.html'), join(base, 'renderer', 'link.html'));
    answer = createAppProtocol(join(base, 'renderer'));
  });

  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('serves the files that were there, with a policy that has no inline code', async () => {
    const page = await get('app://strongroom/index.html');
    const policy = page.headers.get('content-security-policy') ?? '';

    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*|http/);
    expect((await get('app://strongroom/assets/a.js')).status).toBe(200);
  });

  it('gives each load a nonce of its own', async () => {
    const pages = [await get('app://strongroom/index.html'), await get('app://strongroom/index.html')];
    const bodies = await Promise.all(pages.map((page) => page.text()));

    expect(bodies[0]).not.toBe(bodies[1]);
    expect(bodies[0]).not.toContain('__STYLE_NONCE__');
    const nonce = /nonce="([^"]+)"/.exec(bodies[0] ?? '')?.[1] ?? '';
    expect(pages[0]?.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
  });

  it.each([
    'app://strongroom/',
    'app://strongroom/../secret.html',
    'app://strongroom/..%2fsecret.html',
    'app://strongroom/link.html',
    'app://strongroom/notes.txt',
    'app://strongroom/assets',
    'app://strongroom/index.html?x',
    'app://elsewhere/index.html',
    'app://strongroom/index.html/',
  ])('does not know %s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('answers questions only', async () => {
    expect((await get('app://strongroom/index.html', 'POST')).status).toBe(404);
  });
});

describe('the guard', () => {
  const top = { parent: null };

  it('admits the top frame of the window’s page and nobody else', () => {
    expect(isOurs({ ...top, url: 'app://strongroom/index.html' })).toBe(true);
    expect(isOurs(null)).toBe(false);
    for (const url of [
      '',
      'file:///x',
      'https://strongroom/',
      'about:blank',
      'app://strongroom',
      'app://strongroom/guide/en.html',
      'app://strongroom/index.html/x',
      'app://strongroom.evil/index.html',
      'app://strongroomx',
      'data:,x',
    ]) {
      expect(isOurs({ ...top, url })).toBe(false);
    }
    expect(isOurs({ parent: {} as never, url: 'app://strongroom/index.html' })).toBe(false);
  });
});
