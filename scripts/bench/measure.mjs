import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const SAMPLE_EVERY_MS = 25;
/** Every command line that was measured, without the folders of this run. */
export const commandLines = new Set();
/** The program that is running now. */
let running;

/**
 * Runs a command line and answers its wall-clock seconds and the peak of resident memory over all its processes, in MB. What
 * was written before is on the disk when it begins. `work`: the folder that is left out of the command lines shown. `fails`: it is expected to.
 */
export async function measure(command, args, { env = {}, cwd, work, fails = false } = {}) {
  spawnSync('sync');
  commandLines.add(spelled(command, args, env, work));
  const began = performance.now();
  // In a group of its own, so that all of it can be ended.
  const options = { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true };
  const child = spawn(command, args, options);
  running = child;
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (errors += data));
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, residentMb(child.pid))), SAMPLE_EVERY_MS);
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(timer);
  running = undefined;
  const seconds = (performance.now() - began) / 1000;
  if ((code !== 0) !== fails) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output}${errors}`);
  return { seconds, peak, output };
}

/** Ends what is being measured. */
export async function stopMeasured() {
  if (!running) return;
  const ended = new Promise((resolve) => running.once('exit', resolve));
  process.kill(-running.pid, 'SIGKILL');
  await ended;
}

function spelled(command, args, env, work) {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const line = [...variables, basename(command), ...args].join(' ');
  const neutral = work ? line.replaceAll(work, '$WORK') : line;
  return neutral
    .replaceAll(/\S*(dist\/engine\/cli|scripts\/bench\/floor\/[a-z-]+)\.mjs/g, '$1.mjs')
    .replaceAll(/(round|restored|suite|unpacked|files)-\d+/g, '$1-N')
    .replaceAll(/round-N\/(\d+\/)?/g, '');
}

/**
 * Over a process and its descendants: what each has for itself, and the mapped files of the one that has most of them, as they run the same
 * program. 0 where the system has no /proc.
 */
function residentMb(pid) {
  let [own, files] = [0, 0];
  try {
    for (const each of [pid, ...descendants(pid)]) {
      const status = readFileSync(`/proc/${each}/status`, 'utf8');
      const kilobytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
      own += kilobytes('RssAnon') + kilobytes('RssShmem');
      files = Math.max(files, kilobytes('RssFile'));
    }
  } catch {
    // It ended while it was being looked at.
  }
  return (own + files) / 1024;
}

function descendants(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim();
    return children === '' ? [] : children.split(' ').flatMap((child) => [Number(child), ...descendants(child)]);
  });
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
