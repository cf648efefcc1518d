import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import {
  type CallName,
  CALLS,
  type Failure,
  type Reply,
  type ShellChannel,
  type TopicName,
  TOPICS,
} from '../contract/index.ts';
import type { Dialogs } from './dialogs.ts';
import type { Grants } from './grants.ts';
import { isOurs } from './guard.ts';
import type { Offers } from './offers.ts';
import type { ServiceClient } from './service-client.ts';

const zCall = z.enum(Object.keys(CALLS) as [CallName, ...CallName[]]);
const zTopic = z.enum(Object.keys(TOPICS) as [TopicName, ...TopicName[]]);
const zLanguage = z.enum(['en', 'zh-CN']);
const zPurpose = z.enum(['vault', 'opened-vault', 'target']);
const zPath = z.string().min(1).max(8192);

/** The greeting is the shell's own. */
const SHELL_ONLY: ReadonlySet<CallName> = new Set(['app.hello']);

/** The window's door into the shell: every message is from our own page, and every argument is parsed, before anything happens. */
export function openBridge(deps: { client: ServiceClient; grants: Grants; dialogs: Dialogs; offers: Offers }): void {
  const { client, grants, dialogs, offers } = deps;

  handle('strongroom:ask', z.tuple([zCall, z.unknown()]), ([call, input]): Promise<Reply> | Reply => {
    if (SHELL_ONLY.has(call)) return refused({ code: 'usage', subject: call });
    const path = grants.refusedPath(call, input);
    if (path !== undefined) return refused({ code: 'usage', subject: path, detail: 'path-not-granted' });
    return client.ask(call, input);
  });
  handle('strongroom:watch', z.tuple([zTopic]), ([topic]) => client.lastOf(topic));
  handle('strongroom:pick-folders', z.tuple([zLanguage]), ([language]) => dialogs.pickFolders(language));
  handle('strongroom:pick-folder', z.tuple([zPurpose, zLanguage]), ([purpose, language]) =>
    dialogs.pickFolder(purpose, language),
  );
  handle('strongroom:offered-folders', z.tuple([]), () => offers.folders());
  handle('strongroom:offered-places', z.tuple([]), () => offers.places());
  handle('strongroom:open-folder', z.tuple([zPath]), ([path]) => dialogs.openFolder(path));
}

function refused(error: Failure): Reply {
  return { ok: false, error };
}

function handle<T extends z.ZodType>(
  channel: Exclude<ShellChannel, 'strongroom:topic'>,
  zArguments: T,
  act: (args: z.output<T>) => unknown,
): void {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ...args: unknown[]) => {
    if (!isOurs(event.senderFrame)) throw new Error('refuse: not our page');
    const parsed = zArguments.safeParse(args);
    if (parsed.success) return act(parsed.data);
    // An ask is answered in its own terms; for the rest there is no envelope.
    if (channel === 'strongroom:ask') return refused({ code: 'usage' });
    throw new Error('refuse: malformed arguments');
  });
}
