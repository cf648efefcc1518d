import { readFileSync, writeFileSync } from 'node:fs';
import type { VerifyResult } from '../../electron/contract/index.ts';

/** Does something to a file, looks at what comes of it, and puts the file back as it was. */
export async function whileChanged<T>(
  path: string,
  change: (bytes: Buffer) => void,
  look: () => Promise<T>,
): Promise<T> {
  const bytes = readFileSync(path);
  change(Buffer.from(bytes));
  try {
    return await look();
  } finally {
    writeFileSync(path, bytes);
  }
}

/** The points a verification calls damaged, each with its damage as `code file-or-set`, in the order of the chain. */
export function damageOf(result: VerifyResult): Record<string, string[]> {
  const damaged = result.points.filter((point) => point.state === 'damaged');
  return Object.fromEntries(
    damaged.map((point) => [point.setId, point.damage.map((each) => [each.code, each.file].filter(Boolean).join(' '))]),
  );
}

export function damagedPoints(result: VerifyResult): string[] {
  return result.points.filter((point) => point.state === 'damaged').map((point) => point.setId);
}
