import { homedir } from 'node:os';
import { inspect, parseArgs } from 'node:util';
import { dataHome } from '../contract/index.ts';
import { VAULT_README, WATCH_FILE, writeLetter } from '../words/index.ts';
import { IsolatedEngine } from './apart/isolated-engine.ts';
import { createService } from './engine-service.ts';
import { ConversationLog } from './log/conversation-log.ts';
import { logStart, openLog } from './log/service-log.ts';
import { systemZone } from './system-zone.ts';

/**
 * The engine's process. It speaks over the pipe to its parent only, never over a socket, and ends with its parent:
 * running jobs are cancelled, which leaves every vault as if they had never been started.
 */
const STOP_LIMIT_MS = 15_000;

const { values } = parseArgs({ options: { home: { type: 'string' } } });
const home = values.home ?? dataHome({ platform: process.platform, env: process.env, homedir: homedir() });

const log = openLog(home);
const conversation = new ConversationLog(log);
logStart(log);

function report(error: unknown): void {
  log.error({ err: error }, 'bug');
  process.stderr.write(`${inspect(error)}\n`);
}

const service = createService({
  home,
  systemZone: process.env['TZ'] === undefined ? systemZone : undefined,
  openEngine: (onSilence) =>
    IsolatedEngine.open({
      options: { home, vaultReadme: VAULT_README, watchFile: WATCH_FILE },
      writeLetter,
      report,
      onSilence,
    }),
  send: (message) => {
    conversation.sent(message);
    // A parent that is killed may be gone before this process hears of it: no reason to end without tidying up.
    if (process.connected) process.send?.(message, undefined, undefined, () => {});
  },
  report,
});

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  service.stop().then(
    () => {
      log.info('service stopped');
      process.exit(0);
    },
    (error: unknown) => {
      report(error);
      process.exit(1);
    },
  );
}

process.on('uncaughtException', (error) => {
  report(error);
  process.exit(1);
});
process.on('message', (message) => {
  conversation.received(message);
  void service.receive(message);
});
process.on('disconnect', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (!process.connected) stop();
