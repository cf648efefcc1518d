import { type Job, VERBS } from '../contract/index.ts';
import type { Words } from '../words/index.ts';
import { activeJobs } from './shell-state.ts';

/** What quitting now would break off, and what then becomes of it: one line for each kind of work, each once. */
export function leaveText(words: Words, jobs: readonly Job[]): string {
  const active = new Set(activeJobs(jobs).map(({ verb }) => verb));
  const lines = VERBS.filter((verb) => active.has(verb)).map((verb) => words(`window.shell.leave.of-${verb}`));
  return [words('window.shell.leave.text'), ...lines].join('\n');
}
