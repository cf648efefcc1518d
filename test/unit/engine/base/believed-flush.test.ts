import { describe, expect, it } from 'vitest';
import { fileSystemOf } from '../../../../electron/engine/base/index.ts';

const MOUNTS = `/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
/dev/sdb1 /media/USB\\040disk fuseblk rw 0 0
nas: /mnt/nas fuse.rclone rw 0 0
nas: /mnt/nas/inner ext4 rw 0 0
`;

describe('the file system of a folder', () => {
  it('is that of the nearest mount above it, also where its name holds spaces', () => {
    const found = ['/home/a', '/media/USB disk/vault', '/mnt/nas', '/mnt/nas/v', '/mnt/nasty', '/mnt/nas/inner/v'].map(
      (path) => fileSystemOf(path, MOUNTS),
    );

    expect(found).toEqual(['ext4', 'fuseblk', 'fuse.rclone', 'fuse.rclone', 'ext4', 'ext4']);
  });
});
