import { catchUp, plansToSearch, prepareFolders } from './browse/index.ts';
import type { DataFolder } from './data-folder.ts';

/** Reads what is new into both indexes, one plan after the other, as long as somebody wants it. */
export function prepareFinding(data: DataFolder, isWanted: () => boolean): Promise<void> {
  return data.with(async (deps) => {
    const plans = plansToSearch(deps, undefined);
    for (const plan of plans)
      if (isWanted()) await data.folders.use((pages) => prepareFolders(deps, pages, plan, isWanted));
    if (!isWanted()) return;
    await data.withSearch(async (search) => {
      for (const plan of plans) if (isWanted()) await catchUp(deps, search, plan, isWanted);
    });
  });
}
