import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, root } from '../parts/place.mjs';

const sources = { main: 'electron/main/entry.ts', preload: 'electron/preload/preload.ts' };

const pictures = join(root, 'assets', 'tray');

/** The tray's pictures lie beside the bundle, in a checkout as in the packed program. */
const withPictures = {
  name: 'tray-pictures',
  generateBundle() {
    for (const name of readdirSync(pictures).filter((file) => file.endsWith('.png'))) {
      this.emitFile({ type: 'asset', fileName: `tray/${name}`, source: readFileSync(join(pictures, name)) });
    }
  },
};

// Node 18 and CommonJS, because the oldest Electron that runs this project in development is 25.
// Each entry is a build of its own: a sandboxed preload can load no other file.
const bundle = (name, source) => ({
  root,
  plugins: name === 'main' ? [withPictures] : [],
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    target: 'node18',
    outDir: join(dist, 'main'),
    emptyOutDir: false,
    rolldownOptions: {
      input: { [name]: source },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});

export const shell = {
  name: 'main and preload',
  sources,
  inputs: ['electron/contract', 'electron/words', 'electron/main', 'electron/preload', 'assets/tray'],
  outputs: ['main'],
  configs: (entries) => Object.entries(entries).map(([name, source]) => bundle(name, source)),
};
