import type { Job } from '../contract/index.ts';

type JobResult = NonNullable<Job['result']>;

const NEWEST_ROWS = 500;
const OLDER_ROWS = 20;

/** Counts of everything that went wrong, by code. */
export function troublesOf(result: JobResult): Pick<Job, 'troubles'> {
  const codes = troubleCodes(result);
  if (codes.length === 0) return {};
  const troubles: Record<string, number> = {};
  for (const code of codes) troubles[code] = (troubles[code] ?? 0) + 1;
  return { troubles };
}

function troubleCodes(result: JobResult): string[] {
  if ('purged' in result) return [];
  if ('copies' in result) return result.copies.flatMap(({ failure }) => (failure ? [failure.code] : []));
  if ('places' in result)
    return result.places.flatMap(({ left, failure }) =>
      [...left, ...(failure ? [failure] : [])].map(({ code }) => code),
    );
  if ('gaps' in result) return result.gaps.map((gap) => gap.code);
  if ('failures' in result) return result.failures.map((failure) => failure.code);
  return result.points.flatMap((point) => point.damage.map((damage) => damage.code));
}

/**
 * A topic carries whole values ten times a second, so the long lists of finished jobs are cut: less for those that a
 * newer job of the same verb and plan has put in the past.
 */
export function briefed(jobs: readonly Job[]): Job[] {
  const newest = new Map(jobs.map((job) => [`${job.verb} ${job.planId}`, job.id]));
  return jobs.map((job) => {
    if (!job.result) return job;
    const rows = newest.get(`${job.verb} ${job.planId}`) === job.id ? NEWEST_ROWS : OLDER_ROWS;
    return { ...job, result: cut(job.result, rows) };
  });
}

function cut(result: JobResult, rows: number): JobResult {
  if ('purged' in result) {
    const { removed, purged, returned } = result;
    return {
      ...result,
      removed: removed.slice(0, rows),
      purged: purged.slice(0, rows),
      returned: returned.slice(0, rows),
    };
  }
  if ('copies' in result) return result;
  if ('places' in result)
    return {
      ...result,
      places: result.places.map((place) => ({
        ...place,
        mended: place.mended.slice(0, rows),
        left: place.left.slice(0, rows),
      })),
    };
  if ('gaps' in result) return { ...result, gaps: result.gaps.slice(0, rows) };
  if ('failures' in result) {
    const failures = result.failures.slice(0, rows);
    if (!('renamed' in result)) return { ...result, failures };
    return { ...result, failures, renamed: result.renamed.slice(0, rows) };
  }
  return { ...result, ignored: result.ignored.slice(0, rows) };
}
