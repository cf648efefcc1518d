import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './parts/place.mjs';
import { end, say } from './parts/run.mjs';

/**
 * Draws assets/tray/<state>.svg at the sizes that trays want: 16 points at 100, 150 and 200 %. The pictures are kept
 * with the sources, so that a build needs no renderer of SVG; run this after a change of one.
 */
export const states = ['ok', 'working', 'attention', 'failed'];
export const scales = { '': 1, '@1.5x': 1.5, '@2x': 2 };

await end(async () => {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  for (const state of states) {
    const svg = readFileSync(join(root, 'assets', 'tray', `${state}.svg`), 'utf8');
    for (const [suffix, scale] of Object.entries(scales)) {
      const size = 16 * scale;
      const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `);
      const canvas = createCanvas(size, size);
      canvas.getContext('2d').drawImage(await loadImage(Buffer.from(sized)), 0, 0, size, size);
      writeFileSync(join(root, 'assets', 'tray', `${state}${suffix}.png`), canvas.toBuffer('image/png'));
    }
  }
  say('assets/tray: drawn');
  return 0;
});
