import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSeal, printSeal, SEAL_NAMES, type Seal } from '../../electron/engine/archive/index.ts';
import { setFolder } from './vault-files.ts';

/** Gives a set of a vault that is not encrypted another seal, in both copies, and lets the catalogue forget the old one. Close the engine before. */
export function reseal({ vault, home }: { vault: string; home: string }, set: string, change: Partial<Seal>): void {
  const folder = setFolder(vault, set);
  const { seal } = parseSeal(readFileSync(join(folder, SEAL_NAMES[0])));
  for (const name of SEAL_NAMES) writeFileSync(join(folder, name), printSeal({ ...seal, ...change }));
  for (const end of ['', '-wal', '-shm']) rmSync(join(home, `catalogue.db${end}`), { force: true });
}
