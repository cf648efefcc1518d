import { encode } from 'uqr';
import type { Sheet } from './sheet.ts';

/** The quiet border that readers need, in modules. */
const BORDER = 4;

/** Draws the key and nothing else as a QR code, border included; a quarter of it may be stained or torn. */
export function drawQrCode(
  { pen }: Sheet,
  key: string,
  { x, y, width }: { x: number; y: number; width: number },
): void {
  const { size, data } = encode(key, { ecc: 'Q', border: 0 });
  const module = width / (size + 2 * BORDER);
  const at = (index: number): number => (index + BORDER) * module;
  for (const [row, cells] of data.entries()) {
    for (const { from, length } of darkRuns(cells)) pen.rect(x + at(from), y + at(row), length * module, module);
  }
  // One path, so that no reader draws seams between its parts.
  pen.fill('#000000');
}

function darkRuns(cells: readonly boolean[]): readonly { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  for (const [index, isDark] of cells.entries()) {
    const last = runs.at(-1);
    if (isDark && last !== undefined && last.from + last.length === index) last.length += 1;
    else if (isDark) runs.push({ from: index, length: 1 });
  }
  return runs;
}
