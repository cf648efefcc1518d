import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { EXIT } from '../../contract/index.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Answer } from '../answer.ts';
import type { Verb } from '../command-spec.ts';
import type { Session } from '../session.ts';
import { firstTrouble, tell, write } from '../unattended/arrange.ts';
import { type ShadowArrangement, shadowArrangement } from '../unattended/shadow-arrangement.ts';

/** Needs the rights of an administrator, once; from then on runs of anybody on this computer read from shadow copies. */
export const shadowInstall: Verb = async (session) => {
  const arrangement = arrangementOf(session);
  const trouble = tried(() => {
    for (const folder of arrangement.folders) mkdirSync(folder, { recursive: true });
    write(arrangement);
  });
  return answer(session, arrangement, trouble ?? firstTrouble(arrangement.install));
};

export const shadowRemove: Verb = async (session) => {
  const { words } = session;
  const arrangement = arrangementOf(session);
  const [folder = ''] = arrangement.folders;
  const trouble = existsSync(folder)
    ? (firstTrouble(arrangement.remove) ?? tried(() => rmSync(folder, { recursive: true })))
    : undefined;
  return {
    document: { files: [], isAtWork: false, ...(trouble !== undefined && { trouble }) },
    exit: trouble === undefined ? EXIT.complete : EXIT.failed,
    quiet: [],
    lines: () => (trouble === undefined ? [words('shadow.removed')] : [words('shadow.not-removed'), trouble]),
  };
};

export const shadowStatus: Verb = async (session) => {
  const arrangement = arrangementOf(session);
  const isThere = arrangement.folders.every((folder) => existsSync(folder));
  return answer(session, arrangement, isThere ? tell(arrangement.status) : undefined);
};

function arrangementOf({ words, env }: Session): ShadowArrangement {
  if (process.platform !== 'win32') throw new CliFailure({ code: 'usage', detail: words('shadow.only-windows') });
  return shadowArrangement({ programFiles: env['ProgramFiles'], systemRoot: env['SystemRoot'] });
}

function answer({ words }: Session, { folders, files }: ShadowArrangement, trouble: string | undefined): Answer {
  const isThere = folders.every((folder) => existsSync(folder));
  const isAtWork = isThere && trouble === undefined;
  const paths = isThere ? files.map(({ path }) => path) : [];
  return {
    document: { files: paths, isAtWork, ...(trouble !== undefined && { trouble }) },
    exit: isAtWork ? EXIT.complete : EXIT.failed,
    quiet: [],
    lines: () => [
      words(isAtWork ? 'shadow.at-work' : isThere ? 'shadow.not-at-work' : 'shadow.missing'),
      ...paths.map((path) => `  ${path}`),
      ...(trouble === undefined ? [] : [trouble]),
    ],
  };
}

function tried(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
