import { describe, expect, it } from 'vitest';
import { keyGroups } from '../../../electron/contract/index.ts';
import { newVaultKeys } from '../../../electron/engine/crypt/index.ts';
import {
  keyTrouble,
  NO_PASSPHRASE,
  NO_RECOVERY_KEY,
  nextGroup,
  secretOf,
  withTyped,
} from '../../../renderer/state/typed-secret.ts';

const { recovery: key } = await newVaultKeys('v');
const empty = NO_RECOVERY_KEY.way === 'recovery-key' ? NO_RECOVERY_KEY.groups : [];
const groups = keyGroups(key);

describe('a recovery key that is being typed', () => {
  it('fills every group when the whole of it is pasted into one, as it is printed or as a file for age', () => {
    expect(withTyped(empty, 0, key)).toEqual(groups);
    expect(withTyped(empty, 4, `# made today\n${key}\n`)).toEqual(groups);
    expect(withTyped(empty, 0, groups.join(' ').toLowerCase())).toEqual(groups);
  });

  it('goes on in the next group where more is typed than one holds, and leaves the others alone', () => {
    const [first = '', second = '', third = ''] = groups;

    const typed = withTyped(empty, 0, (first + second.slice(0, 2)).toLowerCase());

    expect(typed.slice(0, 3)).toEqual([first, second.slice(0, 2), '']);
    expect(nextGroup(typed, 0)).toBe(1);
    expect(withTyped(groups, 1, third)[2]).toBe(third);
  });

  it('names a group with a character that no key has at once, whichever groups are still empty', () => {
    expect(keyTrouble(withTyped(empty, 6, 'AB1O'))).toEqual({ state: 'wrong-characters', groups: [7] });
    expect(keyTrouble(withTyped(empty, 6, groups[6] ?? ''))).toBeUndefined();
  });

  it('names the group that is not as printed once all groups are there', () => {
    const third = groups[2] ?? '';
    const mistyped = withTyped(groups, 2, (third.startsWith('Q') ? 'P' : 'Q') + third.slice(1));

    expect(keyTrouble(mistyped)).toEqual({ state: 'mistyped', groups: [3] });
    expect(keyTrouble(withTyped(groups, 4, 'QP'))).toMatchObject({ state: 'wrong-length', groups: [5] });
    expect(secretOf({ way: 'recovery-key', groups: mistyped })).toBeUndefined();
    expect(secretOf({ way: 'recovery-key', groups })).toEqual({ recoveryKey: key });
  });
});

describe('a passphrase that is being typed', () => {
  it('is tried as it was typed, and not before something was', () => {
    expect(secretOf(NO_PASSPHRASE)).toBeUndefined();
    expect(secretOf({ way: 'passphrase', text: ' two  words ' })).toEqual({ passphrase: ' two  words ' });
  });
});
