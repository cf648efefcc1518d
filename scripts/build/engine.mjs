import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { dist, root } from '../parts/place.mjs';

const sources = {
  service: 'electron/service/entry.ts',
  'place-process': 'electron/service/apart/place-process-entry.ts',
  'place-probe': 'electron/service/apart/place-probe-entry.ts',
  cli: 'electron/cli/entry.ts',
  worker: 'electron/engine/pool/worker.ts',
  'walk-worker': 'electron/engine/pool/walk-worker.ts',
  'place-worker': 'electron/engine/place/place-worker.ts',
};

/** New vaults get it; it lies beside the bundle, in a checkout as in the packed program. */
const rescueScript = {
  name: 'rescue-script',
  generateBundle() {
    const fileName = 'strongroom-rescue.py';
    this.emitFile({ type: 'asset', fileName, source: readFileSync(join(root, 'assets', 'rescue', fileName)) });
  },
};

/** Of a package with parts in machine code, which are not built here and which it does without. */
const absentParts = {
  name: 'absent-parts',
  enforce: 'pre',
  resolveId: (id) => (/^cpu-features$|[/\\]sshcrypto\.node$/.test(id) ? '\0absent-part.cjs' : undefined),
  load: (id) =>
    id === '\0absent-part.cjs' ? "module.exports = {}; throw new Error('no machine code here');" : undefined,
};

const fonts = {
  'noto-sans-sc': 'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'ibm-plex-mono': 'ibm-plex-mono/500Medium/IBMPlexMono_500Medium.ttf',
};

/** The fonts of the recovery kit, half as large as they come. A higher quality costs ten times the time and saves a tenth. */
const kitFonts = {
  name: 'kit-fonts',
  generateBundle() {
    for (const [name, path] of Object.entries(fonts)) {
      const bytes = readFileSync(join(root, 'node_modules', '@expo-google-fonts', path));
      const source = brotliCompressSync(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 },
      });
      this.emitFile({ type: 'asset', fileName: `${name}.font.br`, source });
    }
  },
};

/**
 * Keys for object stores come from the files that the user names. What the SDK would look for elsewhere, in the environment, in files
 * of other programs, or at addresses of clouds, stays out of the bundle.
 */
const noOtherCredentials = {
  name: 'no-other-credentials',
  enforce: 'pre',
  resolveId: (id) => (id === '@aws-sdk/credential-provider-node' ? '\0no-other-credentials' : undefined),
  load: (id) =>
    id === '\0no-other-credentials'
      ? 'export const defaultProvider = () => () => Promise.reject(new Error("no credentials were given"));'
      : undefined,
};

export const engine = {
  name: 'engine',
  sources,
  inputs: [
    'electron/contract',
    'electron/words',
    'electron/kit',
    'electron/engine',
    'electron/service',
    'electron/cli',
    'assets/rescue',
  ],
  outputs: ['engine'],
  configs: (entries) => [
    {
      plugins: [rescueScript, kitFonts, absentParts, noOtherCredentials],
      // Packages look there for parts that are not shipped.
      define: { __dirname: 'import.meta.dirname' },
      ssr: { noExternal: true, external: ['better-sqlite3', 'koffi'] },
      build: {
        ssr: true,
        target: 'node24',
        outDir: join(dist, 'engine'),
        rolldownOptions: {
          input: entries,
          // Nothing happens by these being loaded: a thread of the engine loads what it uses, and not all that stands behind a door.
          treeshake: {
            moduleSideEffects: [
              { test: /electron[/\\](contract|engine)[/\\](?!(pool|place)[/\\].*worker\.ts)/, sideEffects: false },
            ],
          },
          // One flat folder: a worker is found beside whatever bundle starts it.
          output: {
            format: 'es',
            entryFileNames: '[name].mjs',
            chunkFileNames: '[name]-[hash].mjs',
            // Never a part of an entry: who imports that runs it. The codes stand alone, for threads that need no more of it.
            codeSplitting: {
              groups: [
                { name: 'codes', test: /electron[/\\]contract[/\\]errors\.ts/, priority: 2 },
                { name: 'contract', test: /electron[/\\]contract[/\\]/, priority: 1 },
              ],
            },
          },
        },
      },
      root,
    },
  ],
};
