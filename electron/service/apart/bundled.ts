import { fileURLToPath } from 'node:url';

/** A program of the bundle: it stands beside its caller there, and sources take it from there too. */
export function bundled(name: 'place-process' | 'place-probe'): string {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? `../../../dist/engine/${name}.mjs` : `./${name}.mjs`, import.meta.url));
}
