import type {
  BackupResult,
  ConsolidateResult,
  CopyResult,
  PruneResult,
  RepairResult,
  RestoreResult,
  Run,
  RunTroubles,
  UndoResult,
  VerifyResult,
} from '../../contract/index.ts';

/** What a run of any verb may end with. */
export type RunResult =
  | BackupResult
  | RestoreResult
  | VerifyResult
  | UndoResult
  | ConsolidateResult
  | PruneResult
  | CopyResult
  | RepairResult;

/** What a line of the history says of a result, so that lists need not read the whole of it. */
export type RunSummary = Pick<
  Run,
  'seconds' | 'files' | 'bytes' | 'storedBytes' | 'troubles' | 'to' | 'cleaned' | 'stoodIn'
>;

export function summaryOf(result: RunResult): RunSummary {
  const troubles = Object.fromEntries(troublesOf(result).map(({ code, count }) => [code, count]));
  const { seconds } = result;
  if ('copies' in result || 'places' in result) return { seconds, storedBytes: result.bytes, troubles };
  if ('purged' in result) {
    const cleaned = {
      removed: result.removed.length,
      purged: result.purged.length,
      returned: result.returned.length,
    };
    return { seconds, troubles, cleaned };
  }
  if ('madeFrom' in result) {
    const { files, bytes } = result;
    return { seconds, files, bytes: bytes.total, storedBytes: bytes.stored, troubles };
  }
  if ('gaps' in result) {
    const { files, bytes, failover: stoodIn } = result;
    const counted = { seconds, files: files.scanned, bytes: bytes.scanned, storedBytes: bytes.stored, troubles };
    return stoodIn === undefined ? counted : { ...counted, stoodIn };
  }
  if ('level' in result) return { seconds, bytes: result.bytesRead, troubles };
  if ('setId' in result) {
    return { seconds, files: result.files.restored, bytes: result.bytes, to: result.to, troubles };
  }
  return { seconds, files: result.files.putBack + result.files.removed, to: result.to, troubles };
}

type Trouble = RunTroubles[number]['paths'][number] & { readonly code: string; readonly count?: number };

/** Gaps, failures or damage by code, the most frequent first. */
export function troublesOf(result: RunResult): RunTroubles {
  const groups = new Map<string, { count: number; paths: RunTroubles[number]['paths'] }>();
  for (const { code, count = 1, ...path } of troublesIn(result)) {
    const group = groups.get(code) ?? { count: 0, paths: [] };
    group.count += count;
    group.paths.push(path);
    groups.set(code, group);
  }
  return [...groups].map(([code, group]) => ({ code, ...group })).sort((a, b) => b.count - a.count);
}

function troublesIn(result: RunResult): Trouble[] {
  if ('purged' in result) return [];
  // Why a place got nothing is told by name.
  if ('copies' in result)
    return result.copies.flatMap(({ name, failure }) => (failure ? [trouble(failure.code, name, undefined)] : []));
  if ('places' in result)
    return result.places.flatMap(({ name, place, left, failure }) => [
      ...left.map(({ code, setId, file }) => trouble(code, [setId, file].filter(Boolean).join('/'), undefined)),
      ...(failure ? [trouble(failure.code, name || place, undefined)] : []),
    ]);
  if ('gaps' in result) return result.gaps.map(({ code, path, lastGoodSet }) => trouble(code, path, lastGoodSet));
  if ('failures' in result) {
    return result.failures.map((failure) =>
      trouble(failure.code, failure.path, 'lastGoodSet' in failure ? failure.lastGoodSet : undefined),
    );
  }
  const ofPoints = result.points.flatMap((point) => point.damage.map((damage) => ({ at: point.setId, damage })));
  return [...result.vault.map((damage) => ({ at: '', damage })), ...ofPoints].flatMap(({ at, damage }): Trouble[] => {
    const { code, paths = [], pathCount, setId = at, file } = damage;
    if (paths.length === 0) return [trouble(code, [setId, file].filter(Boolean).join('/'), undefined)];
    const [first = '', ...rest] = paths;
    return [
      { ...trouble(code, first, undefined), count: Math.max(1, (pathCount ?? paths.length) - rest.length) },
      ...rest.map((path) => trouble(code, path, undefined)),
    ];
  });
}

function trouble(code: string, path: string, lastGoodSet: string | undefined): Trouble {
  return { code, path, ...(lastGoodSet !== undefined && { lastGoodSet }) };
}
