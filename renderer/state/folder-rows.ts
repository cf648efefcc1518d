import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, FilePage, FileRow } from '../../electron/contract/index.ts';
import { ask } from './ask.ts';
import { onOpening } from './openings.ts';

export interface Folder {
  readonly plan: string;
  readonly at: string;
  readonly path: string;
}

export interface FolderRows {
  /** The first page's own words about the folder; undefined until it has come. */
  readonly page: Omit<FilePage, 'rows'> | undefined;
  readonly failure: Failure | undefined;
  /** Reads the folder again, after a failure. */
  readonly retry: () => void;
  readonly rowAt: (index: number) => FileRow | undefined;
  /** Loads the pages that these rows are on. */
  readonly need: (first: number, last: number) => void;
}

const PAGE_ROWS = 200;
/** So many are kept before and behind the one in sight; those farther away are asked for again when they are needed. */
const PAGES_AROUND = 8;

interface Loaded {
  readonly key: string;
  readonly page?: Omit<FilePage, 'rows'>;
  readonly failure?: Failure;
  readonly pages: ReadonlyMap<number, readonly FileRow[]>;
}

/** The rows of a folder at a recovery point, page by page as they come into sight: never the whole of a large folder. */
export function useFolderRows({ plan, at, path }: Folder): FolderRows {
  const key = JSON.stringify([plan, at, path]);
  const [loaded, setLoaded] = useState<Loaded>({ key, pages: new Map() });
  const asked = useRef({ key: '', pages: new Set<number>(), inSight: 0 });

  const load = useCallback(
    async (pageNumber: number) => {
      if (asked.current.key !== key) asked.current = { key, pages: new Set(), inSight: pageNumber };
      if (asked.current.pages.has(pageNumber)) return;
      asked.current.pages.add(pageNumber);
      const offset = pageNumber * PAGE_ROWS;
      const reply = await ask('file.list', { plan, at, path, offset, limit: PAGE_ROWS });
      // Meanwhile another folder has been opened.
      if (asked.current.key !== key) return;
      const isNear = (page: number): boolean => Math.abs(page - asked.current.inSight) <= PAGES_AROUND;
      setLoaded((before) => {
        const same = before.key === key ? before : { key, pages: new Map<number, readonly FileRow[]>() };
        if (!reply.ok) return { ...same, failure: reply.error };
        const { rows, ...page } = reply.value;
        const pages = new Map([...same.pages, [pageNumber, rows] as const].filter(([number]) => isNear(number)));
        return { ...same, page, pages };
      });
    },
    [key, plan, at, path],
  );

  useEffect(() => void load(0), [load]);

  const need = useCallback(
    (first: number, last: number) => {
      const inSight = Math.floor(first / PAGE_ROWS);
      asked.current.inSight = inSight;
      for (const page of asked.current.pages)
        if (Math.abs(page - inSight) > PAGES_AROUND) asked.current.pages.delete(page);
      for (let page = inSight; page <= Math.floor(last / PAGE_ROWS); page += 1) void load(page);
    },
    [load],
  );

  const retry = useCallback(() => {
    asked.current = { key: '', pages: new Set(), inSight: 0 };
    setLoaded({ key, pages: new Map() });
    void load(0);
  }, [key, load]);

  const isLocked = loaded.failure?.code === 'key-needed';
  useEffect(() => (isLocked ? onOpening(retry) : undefined), [isLocked, retry]);

  const isThis = loaded.key === key;
  return {
    page: isThis ? loaded.page : undefined,
    failure: isThis ? loaded.failure : undefined,
    retry,
    rowAt: (index) => (isThis ? loaded.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS] : undefined),
    need,
  };
}
