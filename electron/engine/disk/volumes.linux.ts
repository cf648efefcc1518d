import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ejectError, type Volume, type Volumes } from './volume-port.ts';

/** Where desktops and people mount disks; of what is mounted elsewhere only block devices count. */
const DISK_FOLDERS = ['/media/', '/run/media/', '/mnt/', '/Volumes/'];
const SYSTEM_FOLDERS = [
  '/boot',
  '/efi',
  '/snap',
  '/var/lib/docker',
  '/var/snap',
  '/etc',
  '/usr',
  '/proc',
  '/sys',
  '/dev',
];
const NETWORK =
  /^(nfs|nfs4|cifs|smb3|smbfs|9p|ncpfs|afs|ceph|glusterfs|lustre|beegfs|davfs|fuse\.(?!(ntfs|exfat|ext|fuseblk)).*)$/;
const NOT_FILES =
  /^(proc|sysfs|devtmpfs|devpts|cgroup2?|pstore|bpf|tracefs|debugfs|securityfs|mqueue|hugetlbfs|fusectl|configfs|autofs|rpc_pipefs|nsfs|squashfs|binfmt_misc|efivarfs)$/;
const EJECT_MS = 60_000;

/** One line of `/proc/self/mountinfo`, as far as it matters here. */
export interface Mount {
  readonly root: string;
  /** `major:minor`. */
  readonly device: string;
  readonly type: string;
  readonly source: string;
}

export const linuxVolumes: Volumes = {
  async list() {
    const mounts = diskMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
    if (mounts.length === 0) return [];
    const ids = namesOf('/dev/disk/by-uuid');
    const labels = namesOf('/dev/disk/by-label');
    return mounts.map((mount): Volume => {
      const id = ids.get(mount.device) ?? ids.get(mount.source);
      const label = labels.get(mount.device) ?? labels.get(mount.source);
      return { root: mount.root, id: id && `uuid:${id}`, label: label && unescapeName(label) };
    });
  },
  eject: async (root) => {
    const mount = diskMounts(readFileSync('/proc/self/mountinfo', 'utf8')).find((each) => each.root === root);
    if (!mount) throw ejectError('ENOTSUP', 'not mounted');
    const run = promisify(execFile);
    try {
      if (mount.source.startsWith('/dev/')) {
        await run('udisksctl', ['unmount', '--no-user-interaction', '--block-device', mount.source], {
          timeout: EJECT_MS,
        });
        return;
      }
    } catch (error) {
      if (isBusy(error)) throw ejectError('EBUSY', 'in use');
      // Not installed, no service, or mounted by somebody else than it: the plain way may be open.
    }
    try {
      await run('umount', [root], { timeout: EJECT_MS });
    } catch (error) {
      throw isBusy(error) ? ejectError('EBUSY', 'in use') : ejectError('EACCES', 'umount');
    }
  },
};

/** Mounted last counts where several are mounted on one folder. */
export function diskMounts(mountinfo: string): Mount[] {
  const mounts = new Map<string, Mount>();
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const [, , device, , root] = before?.split(' ') ?? [];
    const [type, source] = after?.split(' ') ?? [];
    if (device === undefined || root === undefined || type === undefined || source === undefined) continue;
    const mount = { root: unescapeOctal(root), device, type, source: unescapeOctal(source) };
    if (isDisk(mount)) mounts.set(mount.root, mount);
    else mounts.delete(mount.root);
  }
  return [...mounts.values()];
}

function isDisk({ root, type, source }: Mount): boolean {
  if (root === '/' || NETWORK.test(type) || NOT_FILES.test(type)) return false;
  if (SYSTEM_FOLDERS.some((folder) => root === folder || root.startsWith(`${folder}/`))) return false;
  return DISK_FOLDERS.some((folder) => root.startsWith(folder)) || source.startsWith('/dev/');
}

/** By `major:minor`, and by the device's path for file systems that have numbers of their own. */
function namesOf(folder: string): Map<string, string> {
  const names = new Map<string, string>();
  try {
    for (const name of readdirSync(folder)) {
      const device = resolve(folder, readlinkSync(join(folder, name)));
      names.set(device, name);
      const number = statSync(device).rdev;
      names.set(`${(number >> 8) & 0xfff}:${(number & 0xff) | ((number >> 12) & 0xfff00)}`, name);
    }
  } catch {
    // No such folder in a container; then volumes are only known by what is on them.
  }
  return names;
}

function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

function unescapeName(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function isBusy(error: unknown): boolean {
  return /busy|in use/i.test(String((error as { stderr?: unknown }).stderr));
}
