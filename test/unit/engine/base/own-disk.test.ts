import { describe, expect, it } from 'vitest';
import { fileSystemOf, fileSystemsBelow } from '../../../../electron/engine/base/mounts.ts';
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

  it('knows what is mounted where, and below a folder', () => {
    const mounts = `/dev/sda1 / ext4 rw 0 0
//nas/books /home/books cifs rw 0 0
/dev/sdb1 /home/my\\040disk btrfs rw 0 0
proc /homework/proc proc rw 0 0
`;

    expect(
      ['/', '/home', '/home/books/2026', '/home/bookshelf', '/home/my disk/a'].map((at) => fileSystemOf(at, mounts)),
    ).toEqual(['ext4', 'ext4', 'cifs', 'ext4', 'btrfs']);
    expect(fileSystemsBelow('/home', mounts)).toEqual(['cifs', 'btrfs']);
    expect(fileSystemsBelow('/home/books', mounts)).toEqual([]);
    expect(fileSystemsBelow('/', mounts)).toEqual(['cifs', 'btrfs', 'proc']);
  });
});
