import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { knownVolumeOf, systemVolumes } from '../../../../electron/engine/disk/index.ts';
import { diskMounts } from '../../../../electron/engine/disk/volumes.linux.ts';
import { volumeMounts } from '../../../../electron/engine/disk/volumes.macos.ts';
import { rootsOf } from '../../../../electron/engine/disk/volumes.windows.ts';

const MOUNTINFO = `22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
30 22 259:1 / /boot/efi rw - vfat /dev/nvme0n1p1 rw
40 22 8:17 / /media/ann/Friday\\040B rw,nosuid - vfat /dev/sdb1 rw
41 22 0:50 / /mnt/nas rw - cifs //nas/backup rw
42 22 0:51 / /mnt/cloud rw - fuse.rclone remote: rw
43 22 8:33 / /data rw - ext4 /dev/sdc1 rw
44 22 0:52 / /mnt/trial rw - tmpfs tmpfs rw
45 22 0:53 / /tmp rw - tmpfs tmpfs rw
`;

describe('the volumes of a computer', () => {
  it('are those of disks on Linux: no system, no network, no memory', () => {
    expect(diskMounts(MOUNTINFO).map(({ root, device }) => [root, device])).toEqual([
      ['/media/ann/Friday B', '8:17'],
      ['/data', '8:33'],
      ['/mnt/trial', '0:52'],
    ]);
  });

  it('are the local ones below /Volumes on macOS', () => {
    const text = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk4s1 on /Volumes/Friday B (msdos, local, nodev, nosuid)
//ann@nas/backup on /Volumes/backup (smbfs, nodev, nosuid)
`;
    expect(volumeMounts(text)).toEqual([{ device: '/dev/disk4s1', root: '/Volumes/Friday B' }]);
  });

  it('have letters on Windows', () => {
    expect(rootsOf(0b11100)).toEqual(['C:\\', 'D:\\', 'E:\\']);
  });

  it('hold a folder in the nearest of them', () => {
    const volume = (root: string) => ({ root, id: `uuid:${root}`, label: undefined });
    const volumes = [volume('/mnt'), volume('/mnt/disk')];

    expect(knownVolumeOf('/mnt/disk/office/vault', volumes)).toEqual({
      id: 'uuid:/mnt/disk',
      label: undefined,
      inside: 'office/vault',
    });
    expect(knownVolumeOf('/mnt/disk', volumes)?.inside).toBe('');
    expect(knownVolumeOf('/mnt-other', volumes)).toBeUndefined();
  });
});

describe('what the system of this computer says of its volumes', () => {
  it('is a list of folders that are there', async () => {
    for (const { root, id, label } of await systemVolumes().list()) {
      expect(root.length).toBeGreaterThan(0);
      expect([typeof id, typeof label].every((type) => type === 'string' || type === 'undefined')).toBe(true);
    }
  });

  it('refuses to let go of what is no disk', async () => {
    await expect(systemVolumes().eject('/no/such/disk')).rejects.toMatchObject({ code: expect.any(String) });
  });

  it('changes with a disk that is mounted and one that is let go of', () => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      console.log('not tried: only root of Linux can mount a disk');
      return;
    }
    // In a mount namespace of its own: nothing of it is seen outside, or stays.
    const script = `
      import { mkdirSync } from 'node:fs';
      import { execFileSync } from 'node:child_process';
      const { linuxVolumes } = await import(${JSON.stringify(new URL('../../../../electron/engine/disk/volumes.linux.ts', import.meta.url).href)});
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/mnt']);
      mkdirSync('/mnt/trial disk');
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/mnt/trial disk']);
      const roots = async () => (await linuxVolumes.list()).map(({ root }) => root).filter((root) => root === '/mnt/trial disk').length;
      const before = await roots();
      await linuxVolumes.eject('/mnt/trial disk');
      console.log(JSON.stringify([before, await roots()]));
    `;
    const out = execFileSync('unshare', ['-m', process.execPath, '--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 60_000,
    });

    expect(JSON.parse(out)).toEqual([1, 0]);
  });
});
