import { join } from 'node:path';
import { dist, root } from '../parts/place.mjs';

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
        plugins: [react()],
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
