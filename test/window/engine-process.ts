import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { ElectronApplication } from 'playwright-core';

/** The engine's process, found as the system sees it (Linux): a child of the shell that runs the service. */
export async function enginePid(application: ElectronApplication): Promise<number | undefined> {
  const shell = await application.evaluate(() => process.pid);
  return processes().find((pid) => parentOf(pid) === shell && commandOf(pid).join(' ').includes('service.mjs'));
}

export function commandOf(pid: number): string[] {
  return textOf(`/proc/${pid}/cmdline`).split('\0');
}

export function variableNamesOf(pid: number): string[] {
  return textOf(`/proc/${pid}/environ`)
    .split('\0')
    .map((pair) => pair.split('=')[0] ?? '');
}

/** A process and all that it has started, and these in turn, with the names of their programs. */
export function treeOf(pid: number): { pid: number; program: string }[] {
  const parents = processes().map((one) => [one, parentOf(one)] as const);
  const below = (above: number): number[] => [
    above,
    ...parents.filter(([, parent]) => parent === above).flatMap(([one]) => below(one)),
  ];
  return below(pid).map((one) => ({ pid: one, program: basename(commandOf(one)[0] ?? '') }));
}

/** Listening TCP sockets that a process holds. */
export function listenersOf(pid: number): string[] {
  const rows = ['tcp', 'tcp6'].flatMap((table) => textOf(`/proc/${pid}/net/${table}`).split('\n'));
  const listening = rows.map((row) => row.trim().split(/\s+/)).filter((fields) => fields[3] === '0A');
  const sockets = new Set(listening.map((fields) => `socket:[${fields[9]}]`));
  const open = quietly(() => readdirSync(`/proc/${pid}/fd`).join('/'));
  return open
    .split('/')
    .map((fd) => quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`)))
    .filter((target) => sockets.has(target));
}

function processes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number {
  return Number(/\) . (\d+)/.exec(textOf(`/proc/${pid}/stat`))?.[1] ?? 0);
}

function textOf(path: string): string {
  return quietly(() => readFileSync(path, 'utf8'));
}

/** Processes come and go while one looks. */
function quietly(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
