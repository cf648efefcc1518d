import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Sealed files are read-only, and tests spoil them as a bad disk would, which asks for no right. Root is asked for none either; for everybody
 * else a file of the vault is made writable right before a test writes to it. The engine never opens a sealed file for writing.
 */
if (process.platform !== 'win32' && process.getuid?.() !== 0) {
  const writes = (flags: unknown): boolean => typeof flags === 'string' && flags !== 'r';
  const rows: [name: keyof typeof fs, which: number, isMeant: (given: unknown[]) => boolean][] = [
    ['writeFileSync', 0, () => true],
    ['appendFileSync', 0, () => true],
    ['truncateSync', 0, () => true],
    ['copyFileSync', 1, () => true],
    ['openSync', 0, ([, flags]) => writes(flags)],
  ];
  for (const [name, which, isMeant] of rows) {
    const real = fs[name] as (...given: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...given: unknown[]): unknown => {
        if (isMeant(given)) allowWriting(given[which]);
        return real(...given);
      },
    });
  }
  syncBuiltinESMExports();
}

function allowWriting(path: unknown): void {
  if (typeof path !== 'string' || !/[\\/](sets|trash)[\\/]/.test(path)) return;
  const stats = fs.lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() && (stats.mode & 0o200) === 0) fs.chmodSync(path, stats.mode | 0o200);
}
