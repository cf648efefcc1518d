import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { namesIn, onDisk, type RawName, raw, shown } from './raw-name.ts';

/** Everything about a tree that must come back, one line for each name (`''` is the folder itself). */
export type TreeSnapshot = ReadonlyMap<RawName, string>;

export interface SnapshotRules {
  /** Set-user-id and set-group-id of files do not come back, on purpose. */
  readonly keepsSpecialBits?: boolean;
  /** `undefined`: owners are compared. */
  readonly withoutOwners?: boolean;
}

/** Names as bytes, type, mode, owner, mtime to the microsecond, content, link target, and which names are one file. */
export function snapshotTree(path: string, rules: SnapshotRules = {}): TreeSnapshot {
  const lines = new Map<RawName, string>();
  const groups = new Map<string, RawName>();
  const visit = (at: RawName, name: RawName): void => {
    const stat = lstatSync(onDisk(at), { bigint: true });
    const special = rules.keepsSpecialBits || stat.isDirectory() ? 0n : 0o6000n;
    const mode = (stat.mode & 0o7777n & ~special).toString(8);
    const owner = rules.withoutOwners ? '' : ` ${stat.uid}:${stat.gid}`;
    const time = microseconds(stat.mtimeNs);
    if (stat.isSymbolicLink()) {
      lines.set(name, `link ${time}${owner} -> ${shown(readlinkSync(onDisk(at), 'latin1'))}`);
    } else if (stat.isDirectory()) {
      lines.set(name, `folder ${mode} ${time}${owner}`);
      for (const child of namesIn(at)) visit(`${at}/${child}`, name === '' ? child : `${name}/${child}`);
    } else if (stat.isFile()) {
      const id = `${stat.dev}:${stat.ino}`;
      const first = groups.get(id) ?? name;
      groups.set(id, first);
      const same = first === name ? '' : ` same file as ${shown(first)}`;
      lines.set(name, `file ${mode} ${time}${owner} ${stat.size} ${hashOf(at)}${same}`);
    } else {
      lines.set(name, 'special');
    }
  };
  visit(raw(path), '');
  return lines;
}

/** What differs, one line each, at most `max` lines: empty for equal trees. */
export function differences(wanted: TreeSnapshot, found: TreeSnapshot, max = 12): string {
  const names = [...new Set([...wanted.keys(), ...found.keys()])].sort();
  const lines = names
    .filter((name) => wanted.get(name) !== found.get(name))
    .map(
      (name) =>
        `${shown(name)}\n    wanted ${wanted.get(name) ?? 'nothing'}\n    found  ${found.get(name) ?? 'nothing'}`,
    );
  const more = lines.length > max ? [`... and ${lines.length - max} more`] : [];
  return [...lines.slice(0, max), ...more].join('\n');
}

/** Rounded down, before 1970 too. */
function microseconds(ns: bigint): bigint {
  return (ns - (((ns % 1000n) + 1000n) % 1000n)) / 1000n;
}

const BLOCK = Buffer.allocUnsafe(1024 * 1024);

function hashOf(at: RawName): string {
  const fd = openSync(onDisk(at), 'r');
  try {
    const hash = createHash('sha256');
    for (let read = readSync(fd, BLOCK); read > 0; read = readSync(fd, BLOCK)) hash.update(BLOCK.subarray(0, read));
    return hash.digest('hex').slice(0, 24);
  } finally {
    closeSync(fd);
  }
}
