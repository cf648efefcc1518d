import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, FilePage, FileRow } from '../../electron/contract/index.ts';
import { ask } from './ask.ts';

export interface Folder {
  readonly plan: string;
  readonly at: string;
  readonly path: string;
}

export interface FolderRows {
  /** The first page's own words about the folder; undefined until it has come. */
  readonly page: Omit<FilePage, 'rows'> | undefined;
  readonly failure: Failure | undefined;
  readonly rowAt: (index: number) => FileRow | undefined;
  /** Loads the pages that these rows are on. */
  readonly need: (first: number, last: number) => void;
}

const PAGE_ROWS = 200;

interface Loaded {
  readonly key: string;
  readonly page?: FilePage;
  readonly failure?: Failure;
  readonly rows: ReadonlyMap<number, FileRow>;
}

/** The rows of a folder at a recovery point, page by page as they come into sight: never the whole of a large folder. */
export function useFolderRows({ plan, at, path }: Folder): FolderRows {
  const key = JSON.stringify([plan, at, path]);
  const [loaded, setLoaded] = useState<Loaded>({ key, rows: new Map() });
  const asked = useRef({ key: '', pages: new Set<number>() });

  const load = useCallback(
    async (pageNumber: number) => {
      if (asked.current.key !== key) asked.current = { key, pages: new Set() };
      if (asked.current.pages.has(pageNumber)) return;
      asked.current.pages.add(pageNumber);
      const offset = pageNumber * PAGE_ROWS;
      const reply = await ask('file.list', { plan, at, path, offset, limit: PAGE_ROWS });
      // Meanwhile another folder has been opened.
      if (asked.current.key !== key) return;
      setLoaded((before) => {
        const same = before.key === key ? before : { key, rows: new Map<number, FileRow>() };
        if (!reply.ok) return { ...same, failure: reply.error };
        const rows = new Map(same.rows);
        reply.value.rows.forEach((row, index) => rows.set(offset + index, row));
        return { ...same, page: reply.value, rows };
      });
    },
    [key, plan, at, path],
  );

  useEffect(() => void load(0), [load]);

  const need = useCallback(
    (first: number, last: number) => {
      for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page += 1) void load(page);
    },
    [load],
  );

  const isThis = loaded.key === key;
  return {
    page: isThis ? loaded.page : undefined,
    failure: isThis ? loaded.failure : undefined,
    rowAt: (index) => (isThis ? loaded.rows.get(index) : undefined),
    need,
  };
}
