import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, root } from '../parts/place.mjs';

/** The tables of characters that a PDF may name without bringing them along, beside the page that reads them. */
const characterMaps = () => ({
  name: 'character-maps',
  generateBundle() {
    const folder = join(root, 'node_modules', 'pdfjs-dist', 'cmaps');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.bcmap')))
      this.emitFile({ type: 'asset', fileName: `cmaps/${name}`, source: readFileSync(join(folder, name)) });
  },
});

export const renderer = {
  name: 'renderer',
  sources: { index: 'renderer/index.html' },
  inputs: ['electron/contract', 'electron/words', 'renderer', 'assets'],
  outputs: ['renderer'],
  async configs() {
    const { default: react } = await import('@vitejs/plugin-react');
    return [
      {
        root: join(root, 'renderer'),
        // Relative addresses, so that the page works below app://strongroom as well as anywhere else.
        base: './',
        plugins: [react(), characterMaps()],
        worker: { format: 'es' },
        build: {
          target: 'chrome114',
          outDir: join(dist, 'renderer'),
          emptyOutDir: true,
          // The content security policy admits no inline script and no data: URL for code.
          modulePreload: { polyfill: false },
          assetsInlineLimit: 0,
          chunkSizeWarningLimit: 3000,
        },
      },
    ];
  },
};
