import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://strongroom';
export const START_URL = `${APP_ORIGIN}/index.html`;

/** What stands in index.html where the nonce of each load goes; see `renderer/index.html`. */
const NONCE_PLACE = '__STYLE_NONCE__';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.bcmap': 'application/octet-stream',
};

/**
 * Griffel writes its rules into style elements of its own; the policy admits those that carry the nonce of this load
 * and no others. Scripts come from our own files only, and nothing can be fetched but these.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** The whole list of addresses that are served, taken once: what is not in it does not exist, whatever its path says. */
export function servedFiles(folder: string, below = ''): ReadonlyMap<string, string> {
  const served = new Map<string, string>();
  const walk = (parent: string, address: string) => {
    for (const entry of readdirSync(parent, { withFileTypes: true })) {
      const path = join(parent, entry.name);
      if (entry.isDirectory()) walk(path, `${address}${entry.name}/`);
      else if (entry.isFile() && TYPES[extname(entry.name)]) served.set(`${address}${entry.name}`, path);
    }
  };
  if (existsSync(folder)) walk(folder, `${APP_ORIGIN}/${below}`);
  return served;
}

/** Answers requests for `app://strongroom/...` and nothing else: the window's files, and the guide's below `guide/`. */
export function createAppProtocol(
  folder: string,
  guide?: string,
): (request: { url: string; method: string }) => Promise<Response> {
  const served = new Map([...servedFiles(folder), ...(guide === undefined ? [] : servedFiles(guide, 'guide/'))]);
  return async ({ url, method }) => {
    const path = method === 'GET' ? served.get(url) : undefined;
    if (path === undefined) return new Response(null, { status: 404 });
    const nonce = randomBytes(16).toString('base64');
    const bytes = await readFile(path);
    const body = url === START_URL ? bytes.toString('utf8').replaceAll(NONCE_PLACE, nonce) : bytes;
    return new Response(body, {
      headers: {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy(nonce),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      },
    });
  };
}
