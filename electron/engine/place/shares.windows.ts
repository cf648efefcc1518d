import { createRequire } from 'node:module';
import type * as Koffi from 'koffi';
import type { SharePort } from './share-port.ts';

const RESOURCETYPE_DISK = 1;
/** Not to be made again at the next log-in. */
const CONNECT_TEMPORARY = 4;
const USE_FOUND = 0;

let opened: SharePort | undefined;

/** For Windows only. */
export function windowsShares(): SharePort {
  opened ??= openWindowsShares();
  return opened;
}

function openWindowsShares(): SharePort {
  const koffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
  const mpr = koffi.load('mpr.dll');
  const netapi = koffi.load('netapi32.dll');
  const resource = koffi.struct({
    scope: 'uint32_t',
    type: 'uint32_t',
    displayType: 'uint32_t',
    usage: 'uint32_t',
    localName: 'str16',
    remoteName: 'str16',
    comment: 'str16',
    provider: 'str16',
  });
  const text = 'str16';
  const addConnection = mpr.func('__stdcall', 'WNetAddConnection2W', 'uint32_t', [
    koffi.pointer(resource),
    text,
    text,
    'uint32_t',
  ]);
  const cancelConnection = mpr.func(
    'uint32_t __stdcall WNetCancelConnection2W(str16 name, uint32_t flags, bool force)',
  );
  const useInformation = netapi.func(
    'uint32_t __stdcall NetUseGetInfo(str16 server, str16 use, uint32_t level, _Out_ void **buffer)',
  );
  const freeBuffer = netapi.func('uint32_t __stdcall NetApiBufferFree(void *buffer)');

  return {
    has(share) {
      const buffer: unknown[] = [null];
      if (useInformation(null, share, 0, buffer) !== USE_FOUND) return false;
      freeBuffer(buffer[0]);
      return true;
    },
    add: (share, { username, password }) =>
      addConnection(
        {
          scope: 0,
          type: RESOURCETYPE_DISK,
          displayType: 0,
          usage: 0,
          // Without a letter: those belong to people.
          localName: null,
          remoteName: share,
          comment: null,
          provider: null,
        },
        password,
        username,
        CONNECT_TEMPORARY,
      ) as number,
    cancel: (share) => cancelConnection(share, 0, false) as number,
  };
}
