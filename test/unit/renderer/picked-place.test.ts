import { describe, expect, it } from 'vitest';
import { addressTrouble } from '../../../renderer/state/picked-place.ts';

const SHARES = ['\\\\nas\\backups', '\\\\nas.example.com\\backups$\\Branch 7\\', '\\\\10.0.0.7\\备份\\分行'];
const NO_SHARES = [
  '\\\\nas',
  '\\\\?\\C:\\secret',
  '\\\\.\\pipe\\x',
  '\\\\nas\\a\\..:x',
  'C:\\backups',
  '//nas/backups',
];

describe('an address that a person types', () => {
  it('may be a share on Windows, and nowhere else', () => {
    expect(SHARES.map((share) => addressTrouble(share, true))).toEqual([undefined, undefined, undefined]);
    expect(SHARES.map((share) => addressTrouble(share, false))).toEqual(['wrong', 'wrong', 'wrong']);
  });

  it('is never a device, a drive or half a share', () => {
    expect(NO_SHARES.map((text) => addressTrouble(text, true))).toEqual(NO_SHARES.map(() => 'wrong'));
  });

  it('holds no password', () => {
    expect(addressTrouble('sftp://branch:secret@nas/backups', true)).toBe('secret');
    expect(addressTrouble('sftp://branch@nas/backups', false)).toBe(undefined);
  });
});
