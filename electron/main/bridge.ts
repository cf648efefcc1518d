import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import {
  type About,
  type CallInput,
  type CallName,
  CALLS,
  type Failure,
  type Language,
  type Licence,
  type Reply,
  type ShellCommand,
  type ShellQuestion,
  type TopicName,
  TOPICS,
} from '../contract/index.ts';
import type { Dialogs } from './dialogs.ts';
import type { FileDialogs } from './file-dialogs.ts';
import type { Grants } from './grants.ts';
import { isOurs } from './guard.ts';
import type { Offers } from './offers.ts';
import type { RememberedKeys } from './remembered-keys.ts';
import type { ServiceClient } from './service-client.ts';
import { type Settings, zSettingsChange } from './settings.ts';

const zCall = z.enum(Object.keys(CALLS) as [CallName, ...CallName[]]);
const zTopic = z.enum(Object.keys(TOPICS) as [TopicName, ...TopicName[]]);
const zLanguage = z.enum(['en', 'zh-CN']);
const zPurpose = z.enum(['vault', 'opened-vault', 'target']);
const zPath = z.string().min(1).max(8192);
const REMOTE = /^(?:sftp|s3):\/\/[^\p{Cc}\p{Cf}\s]+$/iu;
/** On Windows, and never what it reads as a device or a drive. */
const SHARE = /^\\\\[^\\/:*?"<>|\s.][^\\/:*?"<>|\s]*(?:\\[^\\/:*?"<>|\p{Cc}\p{Cf}]+)+\\?$/u;
/** A place that is no folder of this computer. One line: a person reads it in the title of a dialog. */
const zAddress = z
  .string()
  .max(2000)
  .refine((text) => REMOTE.test(text) || (process.platform === 'win32' && SHARE.test(text)));
/** A plain name: no folder, nothing that a system reads as something else. */
const zFileName = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}<>:"/\\|?*]+\.[a-z]+$/u);
const zText = z.object({ suggestedName: zFileName, text: z.string().max(50_000_000), language: zLanguage });
const zKit = CALLS['kit.make'].input;
const zUnlock = CALLS['vault.unlock'].input;
const zVaultId = z.string().regex(/^[a-z0-9]{6,32}$/);
const zNothing = z.tuple([]);

/**
 * The greeting is the shell's own, the recovery kit goes nowhere but into a file, a page could take notifications away, and what the system
 * does only the shell knows.
 */
const SHELL_ONLY: ReadonlySet<CallName> = new Set([
  'app.hello',
  'kit.make',
  'alarm.claim',
  'alarm.told',
  'schedule.event',
  'schedule.idle',
  'schedule.wake',
]);

export interface BridgeDeps {
  readonly client: ServiceClient;
  readonly grants: Grants;
  readonly dialogs: Dialogs & FileDialogs;
  readonly settings: Settings;
  readonly keys: RememberedKeys;
  readonly offers: Offers;
  readonly homeFolder: () => string;
  readonly about: () => Promise<About>;
  readonly licences: () => Promise<Licence[]>;
  readonly openGuide: (language: Language) => boolean;
  /** What waits to be shown; each command is given out once. */
  readonly commands: () => ShellCommand[];
}

/** The window's door into the shell: every message is from our own page, and every argument is parsed, before anything happens. */
export function openBridge(deps: BridgeDeps): void {
  const { client, grants, dialogs, keys, offers, settings } = deps;

  const kitFrom = async (input: CallInput<'kit.make'>): Promise<Reply<Buffer>> => {
    const reply = await client.ask('kit.make', input);
    if (!reply.ok) return reply;
    const { base64 } = CALLS['kit.make'].output.parse(reply.value);
    return { ok: true, value: Buffer.from(base64, 'base64') };
  };

  handle('strongroom:ask', z.tuple([zCall, z.unknown()]), async ([call, given]): Promise<Reply> => {
    if (SHELL_ONLY.has(call)) return refused(call, { code: 'usage', subject: call });
    const input = CALLS[call].input.safeParse(given);
    if (!input.success) return refused(call, { code: 'usage', subject: input.error.issues[0]?.path.join('.') || call });
    const path = grants.refusedPath(call, input.data);
    if (path !== undefined) return refused(call, { code: 'usage', subject: path, detail: 'path-not-granted' });
    // What was parsed and nothing else: what the table does not name goes no further.
    const reply = await client.ask(call, input.data);
    if (reply.ok) grants.replied(call, reply.value);
    return reply;
  });
  handle('strongroom:watch', z.tuple([zTopic]), ([topic]) => client.lastOf(topic));
  handle('strongroom:pick-folders', z.tuple([zLanguage]), ([language]) => dialogs.pickFolders(language));
  handle('strongroom:pick-folder', z.tuple([zPurpose, zLanguage]), ([purpose, language]) =>
    dialogs.pickFolder(purpose, language),
  );
  handle('strongroom:pick-credentials', z.tuple([zAddress, zLanguage]), ([address, language]) =>
    dialogs.pickCredentials(address, language),
  );
  handle('strongroom:offered-folders', zNothing, () => offers.folders());
  handle('strongroom:offered-places', zNothing, () => offers.places());
  handle('strongroom:pick-zip', z.tuple([zLanguage]), ([language]) => dialogs.pickZip(language));
  handle('strongroom:open-folder', z.tuple([zPath]), ([path]) => dialogs.openFolder(path));
  handle('strongroom:home-folder', zNothing, deps.homeFolder);
  handle('strongroom:save-text', z.tuple([zText]), ([input]) => dialogs.saveText(input));
  handle('strongroom:save-kit', z.tuple([zKit]), ([input]) => dialogs.saveKit(input.language, () => kitFrom(input)));
  handle('strongroom:read-text-file', z.tuple([z.literal('config'), zLanguage]), ([purpose, language]) =>
    dialogs.readTextFile(purpose, language),
  );
  handle('strongroom:remembered-keys', zNothing, () => keys.vaults());
  handle('strongroom:unlock-and-remember', z.tuple([zUnlock]), async ([input]): Promise<Reply> => {
    const reply = await client.ask('vault.unlock', input);
    if (reply.ok) keys.remember(input.plan, input.secret);
    return reply;
  });
  handle('strongroom:forget-key', z.tuple([zVaultId]), ([vaultId]) => keys.forget(vaultId));
  handle('strongroom:settings', zNothing, () => settings.current);
  handle('strongroom:set-settings', z.tuple([zSettingsChange]), ([change]) => settings.change(change));
  handle('strongroom:about', zNothing, deps.about);
  handle('strongroom:licences', zNothing, deps.licences);
  handle('strongroom:open-guide', z.tuple([zLanguage]), ([language]) => deps.openGuide(language));
  handle('strongroom:commands', zNothing, deps.commands);
}

/** Noted by the name of what was asked; what came with it is anything. */
function refused(asked: ShellQuestion | CallName, error: Failure): Reply {
  console.error('refused', asked, error.detail ?? 'malformed');
  return { ok: false, error };
}

function handle<T extends z.ZodType>(channel: ShellQuestion, zArguments: T, act: (args: z.output<T>) => unknown): void {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ...args: unknown[]) => {
    if (!isOurs(event.senderFrame)) throw new Error('refuse: not our page');
    const parsed = zArguments.safeParse(args);
    if (parsed.success) return act(parsed.data);
    // An ask is answered in its own terms; for the rest there is no envelope, and Electron notes what is thrown.
    if (channel === 'strongroom:ask') return refused(channel, { code: 'usage' });
    throw new Error('refuse: malformed arguments');
  });
}
