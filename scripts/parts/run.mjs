import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './place.mjs';

/** Runs a program, shows its output as it comes; throws when it does not end well. */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: ended with ${result.signal ?? result.status}`);
  }
}

/** Runs a program silently: {status, output} with stdout and stderr together; a missing program is status -1. */
export function capture(program, args, options = {}) {
  const result = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    ...options,
  });
  const status = result.error ? -1 : (result.status ?? -1);
  return { status, stdout: result.stdout ?? '', output: `${result.stdout ?? ''}${result.stderr ?? ''}` };
}

/** Runs a program in our place: it gets the terminal and the signals, we end as it ends. */
export function become(program, args, options = {}) {
  const child = spawn(program, args, { stdio: 'inherit', ...options });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    // Ctrl+C reaches the child from the terminal by itself; a second one may mean "at once" to it.
    const arrivesAnyway = signal === 'SIGINT' && process.stdin.isTTY;
    process.on(signal, () => arrivesAnyway || child.kill(signal));
  }
  stopWithNpm(child);
  child.on('error', (error) => {
    console.error(`${program}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
    for (const name of signals) process.removeAllListeners(name);
  });
}

/** npm that is told to stop takes its shell with it and leaves us behind: then the child is to stop too. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 250);
  watch.unref();
}

export function say(text) {
  console.log(`strongroom: ${text}`);
}

/** Ends this process with the exit code that `work` gives, or with one line for what went wrong. */
export async function end(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(`strongroom: ${process.env.STRONGROOM_TRACE ? error.stack : error.message}`);
    process.exitCode = 1;
  }
}
