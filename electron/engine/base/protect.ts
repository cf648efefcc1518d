import { createRequire } from 'node:module';
import type * as Koffi from 'koffi';

/**
 * Bytes that only this user on this computer can read again: by DPAPI on Windows. Elsewhere as they are, for there the file's
 * own rights are what protects it.
 */
export function protectForHere(bytes: Buffer): Buffer {
  return dpapi()?.protect(bytes) ?? bytes;
}

/** Throws where they were protected by another user or on another computer. */
export function unprotectHere(bytes: Buffer): Buffer {
  return dpapi()?.unprotect(bytes) ?? bytes;
}

interface Dpapi {
  protect(bytes: Buffer): Buffer;
  unprotect(bytes: Buffer): Buffer;
}

interface Blob {
  readonly cbData: number;
  readonly pbData: unknown;
}

let opened: Dpapi | undefined;

function dpapi(): Dpapi | undefined {
  if (process.platform !== 'win32') return undefined;
  opened ??= openDpapi();
  return opened;
}

/** Nobody is asked: a run that nobody attends must not wait for a window. */
const UI_FORBIDDEN = 0x1;

function openDpapi(): Dpapi {
  const koffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
  const crypt32 = koffi.load('crypt32.dll');
  const kernel32 = koffi.load('kernel32.dll');
  koffi.struct('DATA_BLOB', { cbData: 'uint32_t', pbData: 'void *' });
  const signature = (name: string): string =>
    `bool __stdcall ${name}(const DATA_BLOB *in, void *description, void *entropy, void *reserved, void *prompt, uint32_t flags, _Out_ DATA_BLOB *out)`;
  const calls = {
    protect: crypt32.func(signature('CryptProtectData')),
    unprotect: crypt32.func(signature('CryptUnprotectData')),
  };
  const localFree = kernel32.func('void * __stdcall LocalFree(void *memory)');
  const turned = (call: Koffi.KoffiFunc<(...args: unknown[]) => unknown>, bytes: Buffer): Buffer => {
    const out = {} as Blob;
    if (!call({ cbData: bytes.length, pbData: bytes }, null, null, null, null, UI_FORBIDDEN, out))
      throw Object.assign(new Error('DPAPI refused'), { code: 'EACCES' });
    try {
      return Buffer.from(koffi.decode(out.pbData, 'uint8_t', out.cbData) as Uint8Array);
    } finally {
      localFree(out.pbData);
    }
  };
  return {
    protect: (bytes) => turned(calls.protect, bytes),
    unprotect: (bytes) => turned(calls.unprotect, bytes),
  };
}
