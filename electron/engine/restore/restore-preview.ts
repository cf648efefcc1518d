import { resolve } from 'node:path';
import type { RestoreInput, RestorePreview } from '../../contract/index.ts';
import { shownPath } from '../base/index.ts';
import type { PlanDeps } from '../ledger/index.ts';
import { decide, sameLink } from './restore-decision.ts';
import { placing, prepareRestore } from './restore-request.ts';
import { lookAt, Refused, RestoreTarget } from './restore-target.ts';
import { selectedEntries } from './selection.ts';

const NOTABLE_MAX = 1000;

/** What `restore` with the same input would do now. Changes nothing. */
export async function previewRestore(deps: PlanDeps, input: RestoreInput): Promise<RestorePreview> {
  const ready = prepareRestore(deps, input);
  const { target, conflict } = ready.input;
  const counts: RestorePreview['counts'] = {
    create: 0,
    replace: 0,
    keepBoth: 0,
    skip: 0,
    keepNewer: 0,
    same: 0,
    folders: 0,
    unavailable: 0,
  };
  const notable: RestorePreview['notable'] = [];
  const note = (path: Parameters<typeof shownPath>[0], action: RestorePreview['notable'][number]['action']): void => {
    if (notable.length < NOTABLE_MAX) notable.push({ path: shownPath(path).path, action });
  };
  const place =
    target.kind === 'zip' ? undefined : RestoreTarget.of(target, ready.plan, ready.sets.vault.path, placing(ready));
  let bytes = 0;
  for (const entry of selectedEntries(ready.tree, ready.selection)) {
    if (entry.type === 'dir') {
      counts.folders++;
      continue;
    }
    if (entry.type === 'gap') {
      counts.unavailable++;
      note(entry.path, 'unavailable');
      continue;
    }
    try {
      const at = place?.place(entry.path);
      const there = at === undefined ? undefined : lookAt(at);
      // Reading every file that is there would take as long as the restore: size and time have to do for a preview.
      const looksSame = async (): Promise<boolean> =>
        at !== undefined &&
        there !== undefined &&
        (entry.type === 'symlink' ? sameLink(entry, at) : there.mtimeNs / 1000n === BigInt(entry.mtime) / 1000n);
      const decision = await decide(entry, there, conflict, looksSame);
      counts[COUNT_OF[decision]]++;
      if (decision !== 'create' && decision !== 'same') note(entry.path, decision);
      if (entry.type === 'file' && ['create', 'replace', 'keep-both'].includes(decision)) bytes += entry.size;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      counts.unavailable++;
      note(entry.path, 'unavailable');
    }
  }
  const to = place?.shown ?? (target.kind === 'zip' ? resolve(target.path) : '');
  return { setId: ready.setId, at: ready.at, to, counts, bytes, notable };
}

const COUNT_OF = {
  create: 'create',
  replace: 'replace',
  'keep-both': 'keepBoth',
  skip: 'skip',
  'keep-newer': 'keepNewer',
  same: 'same',
} as const;
