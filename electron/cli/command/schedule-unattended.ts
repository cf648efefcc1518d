import { existsSync } from 'node:fs';
import type { Verb } from '../command-spec.ts';
import { EXIT, type LogOnStart } from '../../contract/index.ts';
import { arrangementHere, erase, firstTrouble, tell, write } from '../unattended/arrange.ts';
import { logOnStart } from '../unattended/log-on.ts';

/** Has the system call `run-due`, also with nobody logged in. What could not be told to it stands in the answer, and the files are there all the same. */
export const scheduleInstall: Verb = async (session) => {
  const arrangement = arrangementHere(session);
  write(arrangement);
  const trouble = firstTrouble(arrangement.install);
  return answer(session, { arrangement, isAtWork: trouble === undefined, trouble });
};

export const scheduleRemove: Verb = async (session) => {
  const arrangement = arrangementHere(session);
  const wasThere = arrangement.files.some(({ path }) => existsSync(path));
  const trouble = wasThere ? firstTrouble(arrangement.remove) : undefined;
  erase(arrangement);
  return {
    document: { files: [], isAtWork: false, ...(trouble !== undefined && { trouble }) },
    exit: EXIT.complete,
    quiet: [],
    lines: () => [session.words(wasThere ? 'cli.due.removed' : 'cli.due.not-installed')],
  };
};

export const scheduleStatus: Verb = async (session) => {
  const arrangement = arrangementHere(session);
  const isThere = arrangement.files.every(({ path }) => existsSync(path));
  const trouble = isThere ? tell(arrangement.status) : undefined;
  const atLogOn = logOnStart(session.env);
  return answer(session, { arrangement, isAtWork: isThere && trouble === undefined, trouble, isThere, atLogOn });
};

function logOnLine(words: Parameters<Verb>[0]['words'], atLogOn: LogOnStart): string {
  if (atLogOn !== 'barred') return words(`cli.due.log-on-${atLogOn}`);
  const how = words(process.platform === 'win32' ? 'cli.due.how-windows' : 'cli.due.how-desktop');
  return words('cli.due.log-on-barred', { how });
}

function answer(
  { words }: Parameters<Verb>[0],
  {
    arrangement,
    isAtWork,
    trouble,
    isThere = true,
    atLogOn,
  }: {
    readonly arrangement: ReturnType<typeof arrangementHere>;
    readonly isAtWork: boolean;
    readonly trouble: string | undefined;
    readonly isThere?: boolean;
    readonly atLogOn?: LogOnStart | undefined;
  },
): Awaited<ReturnType<Verb>> {
  const files = isThere ? arrangement.files.map(({ path }) => path) : [];
  const state = isAtWork ? 'at-work' : isThere ? 'not-at-work' : 'not-installed';
  return {
    document: { files, isAtWork, ...(trouble !== undefined && { trouble }), ...(atLogOn && { atLogOn }) },
    exit: isAtWork ? EXIT.complete : EXIT.failed,
    quiet: [],
    lines: () => [
      words(`cli.due.${state}`),
      ...files.map((path) => `  ${path}`),
      ...(trouble === undefined ? [] : [trouble]),
      ...(atLogOn ? [logOnLine(words, atLogOn)] : []),
    ],
  };
}
