import type { RestoreFailureCode } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { RESTORE_REMEDY_OF } from '../state/remedy.ts';
import { goTo } from '../state/route.ts';
import type { TroubleGroup } from './trouble-groups.tsx';

/** Entries of one restore that were not given back, with the way to them: their other versions, or another folder. */
export function restoreTrouble(
  words: Words,
  restore: { readonly planId: string; readonly setId?: string | undefined },
  group: { readonly code: RestoreFailureCode; readonly count: number; readonly paths: readonly string[] },
): TroubleGroup {
  const { planId, setId: at = 'latest' } = restore;
  const told = {
    ...group,
    cause: words(`restoreFailure.${group.code}.sentence`),
    next: words(`restoreFailure.${group.code}.next`),
  };
  const remedy = RESTORE_REMEDY_OF[group.code];
  if (remedy === 'other-version') {
    const show = (path: string) => goTo({ screen: 'versions', planId, path, at });
    return { ...told, ofPath: { label: (name) => words('window.remedy.versions-of', { name }), go: show } };
  }
  // Where the list was cut, these paths are not all that is missing.
  if (remedy === 'none' || group.paths.length < group.count || !group.paths.every(canBeAskedFor)) return told;
  const elsewhere = () => goTo({ screen: 'give-back', planId, at, paths: group.paths });
  return { ...told, ofAll: { label: words('window.remedy.other-folder'), go: elsewhere } };
}

/** A name that is not valid text is shown with this sign and cannot be asked for by itself. */
export function canBeAskedFor(path: string): boolean {
  return !path.includes('\ufffd');
}
