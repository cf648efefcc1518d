import { arch, release } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { APP_VERSION } from '../../contract/index.ts';
import { RotatingFile } from './rotating-file.ts';

const MAX_BYTES = 2_000_000;
const MAX_FILES = 5;

/** What a value of such a name holds is never written, however deep it stands. */
const SECRETS = [
  'password',
  'passphrase',
  'secret',
  'secretAccessKey',
  'privateKey',
  'token',
  'recoveryKey',
  'key',
  'pin',
];

export type ServiceLog = Logger;

/**
 * The log of the engine's process: one JSON line for each thing that happened, in `logs/strongroom.log` of the data folder.
 * Names of people's files and what is in them do not belong here; a bug's own message may hold a path, which
 * the diagnostic bundle takes out.
 */
export function openLog(home: string): ServiceLog {
  const file = new RotatingFile({
    path: join(home, 'logs', 'strongroom.log'),
    maxBytes: MAX_BYTES,
    maxFiles: MAX_FILES,
  });
  return logTo(file);
}

/** Written line by line as it happens, by no thread of its own: what was said before a crash is there after it. */
export function logTo(stream: { write(line: string): void }): ServiceLog {
  return pino(
    {
      level: 'info',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
      serializers: { err: pino.stdSerializers.err },
    },
    stream,
  );
}

export function logStart(log: ServiceLog): void {
  log.info(
    { version: APP_VERSION, node: process.version, system: process.platform, release: release(), arch: arch() },
    'service started',
  );
}
