import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const SEARCH_MS = 15_000;

/** Types a path into the system's own folder dialog (GTK) and chooses it, with the keyboard as a person would. */
export async function chooseInDialog(title: string, path: string): Promise<void> {
  const dialog = await windowNamed(title);
  // Nothing manages windows here, so nobody has given the dialog the keyboard.
  await xdotool('windowfocus', '--sync', dialog);
  await xdotool('type', '--clearmodifiers', '--delay', '15', path);
  // What the dialog has completed by itself is selected behind what was typed.
  await xdotool('key', '--clearmodifiers', 'Delete', 'Return');
  await gone(dialog);
}

async function windowNamed(title: string): Promise<string> {
  const { stdout } = await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', `^${title}$`], {
    timeout: SEARCH_MS,
  });
  const [found] = stdout.trim().split('\n');
  if (!found) throw new Error(`no window ${title}`);
  return found;
}

async function gone(dialog: string): Promise<void> {
  const end = Date.now() + SEARCH_MS;
  while (Date.now() < end) {
    const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--name', '.']).catch(() => ({ stdout: '' }));
    if (!stdout.split('\n').includes(dialog)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the dialog stays open');
}

async function xdotool(...args: string[]): Promise<void> {
  await run('xdotool', args);
}
