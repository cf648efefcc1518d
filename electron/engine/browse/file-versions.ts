import type { BigIntStats } from 'node:fs';
import type { FileVersion } from '../../contract/index.ts';
import type { FileEntry } from '../archive/index.ts';
import { EngineError, isoFromNs, joinRaw, type RawPath, rawFromText } from '../base/index.ts';
import { Pool } from '../pool/index.ts';
import { rawSource } from '../source/index.ts';
import { type KnownPlan, type PlanDeps, rawTreePaths } from '../ledger/index.ts';
import { lookAt } from '../restore/index.ts';
import { treeAt } from './list-files.ts';

/** A larger file is not read only to tell whether it is still the same. */
const COMPARED_BYTES_MAX = 1024 ** 3;

interface Version {
  readonly entry: FileEntry;
  readonly setId: string;
  readonly at: string;
  since: string;
}

/** Every content that a path has had, newest first. Throws EngineError `path-unknown`, `no-points`. */
export async function fileVersions(deps: PlanDeps, plan: KnownPlan, path: string): Promise<FileVersion[]> {
  for (const candidate of rawTreePaths(plan, path)) {
    const versions = versionsOf(deps, plan, candidate);
    if (versions.length === 0) continue;
    const now = await comparison(plan, candidate, versions);
    return versions.map(({ entry, setId, at, since }) => ({
      setId,
      at,
      since,
      size: entry.size,
      modifiedAt: isoFromNs(entry.mtime),
      sha256: entry.sha256,
      now: now(entry),
    }));
  }
  throw new EngineError('path-unknown', { subject: path });
}

function versionsOf(deps: PlanDeps, plan: KnownPlan, path: RawPath): Version[] {
  const versions = new Map<string, Version>();
  let running: Version | undefined;
  // Most points share most of their listing: the same part of it is looked into once.
  let looked: { readonly part: string | undefined; readonly entry: FileEntry | undefined } | undefined;
  for (const point of deps.catalogue.sets(plan.definition.id).reverse()) {
    const { seal } = point;
    const tree = treeAt(deps, plan, point);
    const part = tree.partOf(path);
    if (looked === undefined || looked.part !== part) {
      const found = tree.entry(path);
      looked = { part, entry: found?.type === 'file' ? found : undefined };
    }
    const { entry } = looked;
    if (entry === undefined) running = undefined;
    else if (running?.entry.sha256 === entry.sha256) running.since = seal.at;
    else if (versions.has(entry.sha256)) running = undefined;
    else {
      running = { entry, setId: seal.set, at: seal.at, since: seal.at };
      versions.set(entry.sha256, running);
    }
  }
  return [...versions.values()];
}

/** How each version compares with what is at the file's original place today. */
async function comparison(
  plan: KnownPlan,
  path: RawPath,
  versions: readonly Version[],
): Promise<(entry: FileEntry) => FileVersion['now']> {
  const place = plan.origin === 'here' ? originalPlace(plan, path) : undefined;
  if (place === undefined) return () => 'unknown';
  let there: BigIntStats | undefined;
  try {
    // A drive that is not connected says nothing about the files on it.
    if (!lookAt(place.root)) return () => 'unknown';
    there = lookAt(place.file);
  } catch {
    return () => 'unknown';
  }
  if (!there) return () => 'missing';
  if (!there.isFile()) return () => 'different';
  const size = Number(there.size);
  const isLikely = versions.some(({ entry }) => entry.size === size);
  const found = isLikely && size <= COMPARED_BYTES_MAX ? await hashOf(place.file) : undefined;
  return (entry) => {
    if (entry.size !== size) return 'different';
    if (found === undefined) return 'unknown';
    return found === entry.sha256 ? 'same' : 'different';
  };
}

function originalPlace(plan: KnownPlan, path: RawPath): { root: RawPath; file: RawPath } | undefined {
  const slash = path.indexOf('/');
  const label = slash < 0 ? path : path.slice(0, slash);
  const source = plan.definition.sources.find((each) => rawFromText(each.label) === label);
  if (!source) return undefined;
  const root = rawSource(source.path);
  return { root, file: slash < 0 ? root : joinRaw(root, path.slice(slash + 1) as RawPath) };
}

async function hashOf(path: RawPath): Promise<string | undefined> {
  const pool = new Pool();
  try {
    return (await pool.run('hashFile', { path })).sha256;
  } catch {
    return undefined;
  } finally {
    await pool.close();
  }
}
