import { join } from 'node:path';
import { dist, root } from '../parts/place.mjs';

const sources = { main: 'electron/main/entry.ts', preload: 'electron/preload/preload.ts' };

// Node 18 and CommonJS, because the oldest Electron that runs this project in development is 25.
// Each entry is a build of its own: a sandboxed preload can load no other file.
const bundle = (name, source) => ({
  root,
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
  inputs: ['electron/contract', 'electron/words', 'electron/main', 'electron/preload'],
  outputs: ['main'],
  configs: (entries) => Object.entries(entries).map(([name, source]) => bundle(name, source)),
};
