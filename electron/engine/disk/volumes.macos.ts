import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ejectError, type Volume, type Volumes } from './volume-port.ts';

const ASK_MS = 5000;
const EJECT_MS = 60_000;
const run = promisify(execFile);

/** What `diskutil` has said of a device, which takes it a moment. */
const told = new Map<string, Pick<Volume, 'id' | 'label'>>();

export const macosVolumes: Volumes = {
  async list() {
    const { stdout } = await run('/sbin/mount', [], { timeout: ASK_MS });
    const mounts = volumeMounts(stdout);
    return await Promise.all(mounts.map(async ({ device, root }) => ({ root, ...(await aboutDevice(device, root)) })));
  },
  eject: async (root) => {
    try {
      await run('/usr/sbin/diskutil', ['eject', root], { timeout: EJECT_MS });
    } catch (error) {
      const text = String((error as { stderr?: unknown }).stderr);
      throw /use|busy|dissent/i.test(text) ? ejectError('EBUSY', 'in use') : ejectError('EIO', 'diskutil');
    }
  },
};

/** Local ones below `/Volumes`: `/dev/disk4s1 on /Volumes/BACKUP (msdos, local, nodev)`. */
export function volumeMounts(mountText: string): { device: string; root: string }[] {
  return mountText.split('\n').flatMap((line) => {
    const [, device, root, options] = /^(\/dev\/\S+) on (\/Volumes\/.+) \((.*)\)$/.exec(line) ?? [];
    if (device === undefined || root === undefined) return [];
    return options?.split(', ').includes('local') ? [{ device, root }] : [];
  });
}

async function aboutDevice(device: string, root: string): Promise<Pick<Volume, 'id' | 'label'>> {
  const key = `${device} ${root}`;
  const known = told.get(key);
  if (known) return known;
  let about: Pick<Volume, 'id' | 'label'> = { id: undefined, label: root.slice('/Volumes/'.length) };
  try {
    const { stdout } = await run('/usr/sbin/diskutil', ['info', '-plist', device], { timeout: ASK_MS });
    const text = (name: string): string | undefined =>
      new RegExp(`<key>${name}</key>\\s*<string>([^<]+)</string>`).exec(stdout)?.[1];
    const id = text('VolumeUUID') ?? text('DiskUUID');
    about = { id: id && `uuid:${id}`, label: text('VolumeName') ?? about.label };
  } catch {
    // It is still known by what is on it.
  }
  told.set(key, about);
  return about;
}
