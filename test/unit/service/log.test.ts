import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../electron/contract/index.ts';
import { ConversationLog } from '../../../electron/service/log/conversation-log.ts';
import { RotatingFile } from '../../../electron/service/log/rotating-file.ts';
import { logTo, openLog } from '../../../electron/service/log/service-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = (path: string) => readFileSync(path, 'utf8').trim().split('\n');

describe('a rotating file', () => {
  it('keeps the newest lines in so many files of so many bytes, and every line whole', () => {
    const path = join(folder, 'logs', 'strongroom.log');
    const file = new RotatingFile({ path, maxBytes: 100, maxFiles: 3 });
    for (let line = 0; line < 100; line += 1) file.write(`line ${String(line).padStart(4, '0')}\n`);

    const files = readdirSync(join(folder, 'logs')).sort();

    expect(files).toEqual(['strongroom.1.log', 'strongroom.2.log', 'strongroom.log']);
    const kept = ['strongroom.2.log', 'strongroom.1.log', 'strongroom.log'].flatMap((name) =>
      linesOf(join(folder, 'logs', name)),
    );
    expect(kept).toEqual(Array.from({ length: 30 }, (_, index) => `line 00${70 + index}`));
    expect(files.every((name) => statSync(join(folder, 'logs', name)).size <= 100)).toBe(true);
  });

  it('goes on in a file that is already there', () => {
    const path = join(folder, 'x.log');
    new RotatingFile({ path, maxBytes: 12, maxFiles: 2 }).write('12345\n');
    new RotatingFile({ path, maxBytes: 12, maxFiles: 2 }).write('abcde\n');
    new RotatingFile({ path, maxBytes: 12, maxFiles: 2 }).write('newer\n');

    expect([linesOf(join(folder, 'x.1.log')), linesOf(path)]).toEqual([['12345', 'abcde'], ['newer']]);
  });

  it('never fails, and says afterwards how many lines it could not write', () => {
    const place = join(folder, 'logs');
    const file = new RotatingFile({ path: join(place, 'x.log'), maxBytes: 1000, maxFiles: 2 });
    writeFileSync(place, 'a file where the folder should be');
    file.write('lost\n');
    file.write('lost too\n');
    rmSync(place);

    file.write('{"msg":"here"}\n');

    expect(linesOf(join(place, 'x.log')).map((line) => JSON.parse(line) as object)).toEqual([
      { level: 40, msg: 'lines lost', lines: 2 },
      { msg: 'here' },
    ]);
  });
});

describe('the log of the service', () => {
  it('is on disk when the call returns, for its owner only', () => {
    openLog(folder).info({ code: 'x' }, 'something');

    const path = join(folder, 'logs', 'strongroom.log');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ level: 30, code: 'x', msg: 'something' });
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('writes no secret', () => {
    const { log, lines } = written();

    log.info({ passphrase: 'hunter2', place: { password: 'hunter2', deep: { secretAccessKey: 'hunter2' } } }, 'x');

    expect(lines.join('')).not.toContain('hunter2');
  });

  it('tells of each job once when it begins and once when it ends, and of failures by their codes', () => {
    const { log, lines } = written();
    const conversation = new ConversationLog(log);
    const jobs = (...states: Partial<Job>[]) => {
      for (const state of states) conversation.sent({ kind: 'topic', topic: 'jobs', revision: 1, value: [job(state)] });
    };
    jobs({ state: 'running' }, { state: 'running' });
    jobs({ state: 'done', failure: { code: 'vault-unavailable', subject: 'C:\\Secret name', detail: 'ENOENT' } });
    jobs({ state: 'done', failure: { code: 'vault-unavailable', subject: 'C:\\Secret name', detail: 'ENOENT' } });
    conversation.received({ id: 7, call: 'vault.open', input: { place: 'D:\\Secret name' } });
    conversation.sent({
      kind: 'reply',
      id: 7,
      reply: { ok: false, error: { code: 'vault-foreign', subject: 'D:\\Secret name', detail: 'is of Secret name' } },
    });

    const told = lines.map((line) => {
      const { level, time: _time, pid: _pid, ...rest } = JSON.parse(line) as Record<string, unknown>;
      return { level, ...rest };
    });
    expect(told).toEqual([
      { level: 30, job: 'j', verb: 'backup', plan: 'p', state: 'running', msg: 'job' },
      {
        level: 40,
        job: 'j',
        verb: 'backup',
        plan: 'p',
        state: 'done',
        code: 'vault-unavailable',
        detail: 'ENOENT',
        msg: 'job',
      },
      { level: 30, call: 'vault.open', code: 'vault-foreign', msg: 'ask failed' },
    ]);
  });

  it('tells of a job that was over before it was first seen', () => {
    const { log, lines } = written();

    new ConversationLog(log).sent({ kind: 'topic', topic: 'jobs', revision: 1, value: [job({ state: 'done' })] });

    expect(lines.map((line) => (JSON.parse(line) as Job).state)).toEqual(['running']);
  });
});

function job(change: Partial<Job>): Job {
  return { id: 'j', verb: 'backup', planId: 'p', startedAt: '2026-11-21T10:00:00.000Z', state: 'running', ...change };
}

function written(): { log: ReturnType<typeof logTo>; lines: string[] } {
  const lines: string[] = [];
  return { log: logTo({ write: (line) => void lines.push(line) }), lines };
}
