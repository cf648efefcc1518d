import { createRequire } from 'node:module';
import type * as Koffi from 'koffi';
import { ejectError, type Volume, type Volumes } from './volume-port.ts';

/** As GetDriveTypeW names them. */
const REMOVABLE = 2;
const FIXED = 3;
const NAME_CHARS = 261;
const GENERIC_READ_WRITE = 0xc000_0000;
const SHARE_READ_WRITE = 3;
const OPEN_EXISTING = 3;
const INVALID_HANDLE = -1;
const FSCTL_LOCK_VOLUME = 0x0009_0018;
const FSCTL_DISMOUNT_VOLUME = 0x0009_0020;
const IOCTL_STORAGE_EJECT_MEDIA = 0x002d_4808;
/** A drive that does not say its name within so long is listed without it. */
const PATIENCE_MS = 2000;
const ERROR_ACCESS_DENIED = 5;

let opened: Volumes | undefined;

/** Undefined on other systems. */
export function windowsVolumes(): Volumes {
  opened ??= openWindowsVolumes();
  return opened;
}

/** `E:\` for each bit that GetLogicalDrives sets. */
export function rootsOf(bits: number): string[] {
  return Array.from({ length: 26 }, (_, drive) => drive)
    .filter((drive) => (bits & (1 << drive)) !== 0)
    .map((drive) => `${String.fromCharCode(65 + drive)}:\\`);
}

function openWindowsVolumes(): Volumes {
  const koffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
  const kernel = koffi.load('kernel32.dll');
  const logicalDrives = kernel.func('uint32_t __stdcall GetLogicalDrives()');
  const driveType = kernel.func('uint32_t __stdcall GetDriveTypeW(str16 root)');
  const volumeName = kernel.func(
    'bool __stdcall GetVolumeNameForVolumeMountPointW(str16 root, void *name, uint32_t chars)',
  );
  const volumeInformation = kernel.func(
    'bool __stdcall GetVolumeInformationW(str16 root, void *label, uint32_t labelChars, void *serial, void *longest, void *flags, void *system, uint32_t systemChars)',
  );
  const createFile = kernel.func(
    'intptr_t __stdcall CreateFileW(str16 path, uint32_t access, uint32_t share, void *security, uint32_t disposition, uint32_t flags, intptr_t template)',
  );
  const control = kernel.func(
    'bool __stdcall DeviceIoControl(intptr_t device, uint32_t code, void *in, uint32_t inBytes, void *out, uint32_t outBytes, _Out_ uint32_t *returned, void *overlapped)',
  );
  const closeHandle = kernel.func('bool __stdcall CloseHandle(intptr_t handle)');
  const lastError = kernel.func('uint32_t __stdcall GetLastError()');

  const systemRoot = `${(process.env['SystemDrive'] ?? 'C:').toUpperCase()}\\`;

  /** `\\?\Volume{guid}\` of the mount manager, which asks no drive. */
  const guidOf = (root: string): string | undefined => {
    const name = Buffer.alloc(NAME_CHARS * 2);
    if (!volumeName(root, name, NAME_CHARS)) return undefined;
    return /\{([0-9a-f-]+)\}/i.exec(textIn(name))?.[1]?.toLowerCase();
  };

  /** On a thread of its own: this one asks the drive. Undefined: no disk is in it, or it does not answer. */
  const labelOf = async (root: string): Promise<{ label: string; serial: number } | undefined> => {
    const label = Buffer.alloc(NAME_CHARS * 2);
    const serial = Buffer.alloc(4);
    const asked = new Promise<boolean>((resolve) => {
      volumeInformation.async(root, label, NAME_CHARS, serial, null, null, null, 0, (error: unknown, found: boolean) =>
        resolve(!error && found),
      );
    });
    const late = Promise.withResolvers<false>();
    const timer = setTimeout(() => late.resolve(false), PATIENCE_MS);
    const isReady = await Promise.race([asked, late.promise]);
    clearTimeout(timer);
    return isReady ? { label: textIn(label), serial: serial.readUInt32LE(0) } : undefined;
  };

  return {
    async list() {
      const roots = rootsOf(logicalDrives() as number).filter((root) => {
        const type = driveType(root) as number;
        return root !== systemRoot && (type === REMOVABLE || type === FIXED);
      });
      const volumes = await Promise.all(
        roots.map(async (root): Promise<Volume | undefined> => {
          const about = await labelOf(root);
          if (!about) return undefined;
          const guid = guidOf(root);
          const serial = about.serial.toString(16).padStart(8, '0');
          return { root, id: guid ? `guid:${guid}` : `serial:${serial}`, label: about.label || undefined };
        }),
      );
      return volumes.filter((volume) => volume !== undefined);
    },
    eject: async (root) => {
      const device = createFile(
        `\\\\.\\${root.slice(0, 2)}`,
        GENERIC_READ_WRITE,
        SHARE_READ_WRITE,
        null,
        OPEN_EXISTING,
        0,
        0,
      ) as number;
      if (device === INVALID_HANDLE)
        throw lastError() === ERROR_ACCESS_DENIED ? ejectError('EACCES', root) : ejectError('EIO', root);
      const send = (code: number): boolean => control(device, code, null, 0, null, 0, [0], null) as boolean;
      try {
        // Only whoever can lock it knows that nobody has a file of it open.
        if (!send(FSCTL_LOCK_VOLUME)) throw ejectError('EBUSY', root);
        if (!send(FSCTL_DISMOUNT_VOLUME)) throw ejectError('EIO', root);
        if (!send(IOCTL_STORAGE_EJECT_MEDIA)) throw ejectError('ENOTSUP', root);
      } finally {
        closeHandle(device);
      }
    },
  };
}

function textIn(wide: Buffer): string {
  const text = wide.toString('utf16le');
  return text.slice(0, Math.max(0, text.indexOf('\0')));
}
