import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const SAMPLE_EVERY_MS = 25;

/** Runs a command line and answers its wall-clock seconds and the peak of resident memory over all its processes, in MB. */
export async function measure(command, args, { env = {}, cwd, input } = {}) {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [input ?? 'ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (errors += data));
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, residentMb(child.pid))), SAMPLE_EVERY_MS);
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output}${errors}`);
  return { seconds, peak, output };
}

/** Sum over a process and its descendants; 0 where the system has no /proc. */
function residentMb(pid) {
  let kilobytes = 0;
  try {
    for (const status of [pid, ...descendants(pid)]) {
      kilobytes += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${status}/status`, 'utf8'))?.[1] ?? 0);
    }
  } catch {
    // It ended while it was being looked at.
  }
  return kilobytes / 1024;
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
