import { describe, expect, it } from 'vitest';
import { isDiskKind } from '../../../../electron/engine/base/own-disk.ts';

describe('a file that could not be read', () => {
  it('speaks of the disk only where the disk is of this computer', () => {
    const kinds = [
      'ext4',
      'btrfs',
      'fuseblk',
      'nfs4',
      'cifs',
      'smb3',
      '9p',
      'fuse',
      'fuse.rclone',
      'fuse.sshfs',
      undefined,
    ];

    expect(kinds.filter(isDiskKind)).toEqual(['ext4', 'btrfs', 'fuseblk']);
  });
});
