import { type BrowserWindow, dialog } from 'electron';
import type { Plan } from '../contract/index.ts';
import type { Words } from '../words/index.ts';
import type { Farewell } from './last-backup.ts';

/** So long somebody can still say no. */
const READY_MS = 60_000;

interface BoxDeps {
  readonly words: () => Words;
  readonly plans: () => readonly Plan[];
  /** Over which it is shown, where there is one that is seen. */
  readonly window: () => BrowserWindow | undefined;
  /** Shows what went wrong. */
  readonly look: () => void;
}

/** Asks in a box of the system, which stands there whether the window is open or not. True: the computer is to be shut down. */
export function farewellBox({ words, plans, window, look }: BoxDeps) {
  return async (farewell: Farewell, gone: AbortSignal): Promise<boolean> => {
    if (gone.aborted) return false;
    const over = new AbortController();
    const close = () => over.abort();
    gone.addEventListener('abort', close, { once: true });
    const timer = farewell.kind === 'ready' ? setTimeout(close, READY_MS) : undefined;
    const closed = new Promise<'closed'>((done) => {
      over.signal.addEventListener('abort', () => done('closed'), { once: true });
    });
    const parent = window();
    const options = { ...textOf(words(), farewell, plans()), signal: over.signal };
    const box = parent?.isVisible() ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options);
    // Not every system closes its box when it is told to.
    const answer = await Promise.race([box, closed]);
    clearTimeout(timer);
    gone.removeEventListener('abort', close);
    // Nobody has said no in time.
    if (answer === 'closed') return !gone.aborted;
    if (farewell.kind === 'failed' && answer.response === 0) look();
    return answer.response === 1;
  };
}

/** The first button keeps the computer on, and closing the box is as good; the second, where there is one, shuts it down. */
function textOf(words: Words, farewell: Farewell, plans: readonly Plan[]): Electron.MessageBoxOptions {
  const box = { defaultId: 0, cancelId: 0, noLink: true };
  switch (farewell.kind) {
    case 'ready':
      return {
        ...box,
        type: 'info',
        message: words('window.shell.end.ready'),
        detail: words('window.shell.end.ready-why'),
        buttons: [words('window.shell.end.stay'), words('window.shell.end.now')],
      };
    case 'failed': {
      const names = farewell.plans.map((id) => plans.find((plan) => plan.id === id)?.name ?? id);
      return {
        ...box,
        type: 'warning',
        message: words('window.shell.end.failed'),
        detail: words('window.shell.end.failed-why', { names: names.join('\n') }),
        buttons: [words('window.shell.end.look'), words('window.shell.end.anyway')],
      };
    }
    case 'no-plan':
    case 'refused':
      return {
        ...box,
        type: 'warning',
        message: words(`window.shell.end.${farewell.kind}`),
        detail: words(`window.shell.end.${farewell.kind}-why`),
        buttons: [words('window.shell.understood')],
      };
  }
}
