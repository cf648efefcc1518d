import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { sandboxArgs } from '../../scripts/electron-runtime.mjs';
import '../window/pages.ts';

export interface PackedApp {
  readonly page: Page;
  readonly pid: number;
  /** Ends it as a person or an installer does: the shell lets the engine finish. Gives the exit code. */
  quit(): Promise<number | null>;
}

/** What opens the inspector of a Node or an Electron that still has one. */
const INSPECT = '--inspect=127.0.0.1:0';

/**
 * Starts a packed program as it is, and as somebody would who wants to get into it. Its inspector is fused off, so it is
 * driven over a port of Chromium's that is opened on this computer only, for this start only. `home` is its data folder.
 */
export async function startPacked(executable: string, home: string): Promise<PackedApp> {
  const args = [
    INSPECT,
    ...sandboxArgs(),
    '--disable-gpu',
    '--remote-debugging-port=0',
    '--remote-debugging-address=127.0.0.1',
  ];
  const child = spawn(executable, args, {
    env: { ...process.env, NODE_OPTIONS: INSPECT, STRONGROOM_HOME: home, LANG: 'en_US.UTF-8', LANGUAGE: 'en' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const browser = await chromium.connectOverCDP(await debuggerAddress(child), { noDefaults: true });
    return { page: await firstPage(browser), pid: child.pid ?? 0, quit: () => quit(child, browser) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

async function debuggerAddress(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('start packed program: no stderr');
  const said: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
    said.push(line);
  }
  throw new Error(`start packed program: it ended\n${said.join('\n')}`);
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (!context) throw new Error('start packed program: it has no window');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.waitForURL('app://strongroom/**');
  return page;
}

async function quit(child: ChildProcess, browser: Browser): Promise<number | null> {
  await browser.close();
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await ended) as [number | null];
  return code;
}

/** How many recovery points a plan has, as the window is told. */
export function pointsOf(page: Page, plan: string): Promise<number> {
  return page.evaluate(async (id) => {
    const answer = await window.strongroom.ask('point.list', { plan: id });
    return answer.ok ? answer.value.length : 0;
  }, plan);
}

/** Pauses a backup once it has written something, so that it is under way for as long as it is needed. */
export function pauseBackup(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        window.strongroom.watch('jobs', (jobs) => {
          if (jobs.some(({ state }) => state === 'paused')) return resolve();
          const begun = jobs.find(({ state, progress }) => state === 'running' && (progress?.bytes.stored ?? 0) > 0);
          if (begun) void window.strongroom.ask('job.pause', { jobId: begun.id });
        });
      }),
  );
}

/** Processes whose program lies in this folder (Linux), with their command lines. */
export function programsIn(folder: string): { pid: number; args: string[] }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => programOf(pid).startsWith(`${folder}/`))
    .map((pid) => ({ pid: Number(pid), args: argumentsOf(pid) }));
}

function programOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    // Ended while we looked.
    return '';
  }
}

function argumentsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
