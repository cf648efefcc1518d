import { compressFrame, type Entry, type Seal, type SegmentRef } from '../../electron/engine/archive/index.ts';
import type { Catalogue } from '../../electron/engine/catalogue/index.ts';
import { cutSegments, SET_A } from '../format/sample-entries.ts';

const SEAL: Seal = {
  strongroom: 'seal',
  format: 0,
  requires: [],
  vault: 'vault2222222',
  machine: 'machine22222',
  plan: 'plan22222222',
  set: SET_A,
  seq: 1,
  kind: 'full',
  base: null,
  parent: null,
  startedAt: '2026-11-21T06:00:00.000Z',
  at: '2026-11-21T06:01:00.000Z',
  outcome: 'complete',
  files: 0,
  bytes: 0,
  gaps: 0,
  volumes: [],
  manifest: { size: 10, sha256: 'ab'.repeat(32), root: 0, rootSize: 10 },
  readBack: 'direct',
  durability: 'confirmed',
  tool: 'test',
};
const OF = { vault: SEAL.vault, machine: SEAL.machine, plan: SEAL.plan };
const ROOT = {
  set: SET_A,
  machine: { id: SEAL.machine, name: 'here', system: 'posix' as const },
  plan: {
    id: SEAL.plan,
    name: 'P',
    sources: [],
    scheme: 'automatic' as const,
    exclude: [],
    level: 1,
    schedule: '',
    keep: '',
    createdAt: SEAL.at,
  },
};

/** Puts a point with these entries, its id SET_A, into the catalogue; frames that it shall not have are left to the caller. */
export function addPoint(
  catalogue: Catalogue,
  entries: Iterable<Entry>,
  { cached = true } = {},
): { refs: SegmentRef[]; frames: Map<string, Buffer> } {
  const frames = new Map<string, Buffer>();
  const refs = cutSegments(entries).map(({ raw, sha256, entries: count, firstPath, continues }): SegmentRef => {
    const frame = compressFrame(raw, 1);
    frames.set(sha256, frame);
    return { sha256, set: SET_A, offset: 0, length: frame.length, entries: count, firstPath, continues };
  });
  catalogue.addSet(OF, { seal: SEAL, sealSha256: 'cd'.repeat(32) }, { ...ROOT, segments: refs }, cached ? frames : []);
  return { refs, frames };
}
