import { createRequire } from 'node:module';
import { toNamespacedPath } from 'node:path';

/**
 * Runs under the Windows Node. `get PATH...` prints read-only, hidden and system of each as a number; `set BITS PATH ...` sets them.
 * By calls of its own: what the engine says of attributes is compared with this.
 */
const koffi = createRequire(import.meta.url)('koffi');
const kernel = koffi.load('kernel32.dll');
const get = kernel.func('uint32_t __stdcall GetFileAttributesW(str16 path)');
const set = kernel.func('bool __stdcall SetFileAttributesW(str16 path, uint32_t bits)');
const KEPT_BY_WINE = 0x7;
const NOT_THERE = 0xffff_ffff;

const [verb, ...words] = process.argv.slice(2);
if (verb === 'set') {
  for (let i = 0; i < words.length; i += 2) {
    const [bits, path] = words.slice(i);
    if (!set(toNamespacedPath(path), Number(bits) || 0x80)) throw new Error(`cannot set ${path}`);
  }
} else {
  const found = words.map((path) => [path, get(toNamespacedPath(path))]);
  console.log(JSON.stringify(found.map(([path, bits]) => [path, bits === NOT_THERE ? null : bits & KEPT_BY_WINE])));
}
