import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../electron/contract/index.ts';
import { kitsDue, twoGroups } from '../../../renderer/state/kit-due.ts';
import { protectionInput, protectionTrouble, UNPROTECTED } from '../../../renderer/state/protection.ts';
import { plan } from '../service/fake-engine.ts';

const GOOD = 'correct horse battery staple';
const on = { ...UNPROTECTED, isOn: true, passphrase: GOOD, again: GOOD };

describe('the protection of a new plan', () => {
  it('is none unless somebody wants it', () => {
    expect(protectionTrouble(UNPROTECTED, 'nothing')).toBeUndefined();
    expect(protectionInput(UNPROTECTED, 'nothing')).toEqual({});
  });

  it('takes a passphrase that is hard to guess, twice the same', () => {
    expect(protectionTrouble({ ...on, passphrase: 'short' }, 'nothing')).toBe('weak');
    expect(protectionTrouble({ ...on, again: `${GOOD}.` }, 'nothing')).toBe('differs');
    expect(protectionTrouble(on, 'nothing')).toBeUndefined();
    expect(protectionInput(on, undefined)).toEqual({ encrypt: true, secret: { passphrase: GOOD } });
  });

  it('is that of the backups which are at the place already', () => {
    const typed = { ...on, typed: { way: 'passphrase', text: 'theirs' } } as const;

    expect(protectionInput(typed, 'plain')).toEqual({});
    expect(protectionInput(typed, 'known')).toEqual({});
    expect(protectionTrouble(on, 'locked')).toBe('secret');
    expect(protectionInput(typed, 'locked')).toEqual({ secret: { passphrase: 'theirs' } });
  });
});

describe('the reminder of the recovery kit', () => {
  const now = new Date('2026-11-21T12:00:00.000Z');
  const encrypted = (id: string, vaultId: string): Plan => ({ ...plan(id), vaultId, encryption: 'locked' });

  it('comes once for each place, at first and when its time has come', () => {
    const plans = [encrypted('a', 'v1'), encrypted('b', 'v1'), encrypted('c', 'v2'), encrypted('d', 'v3')];
    const kitDue = { v2: '2026-11-21T11:59:00.000Z', v3: '2026-11-21T12:01:00.000Z' };

    const due = kitsDue(plans, { kitDue }, now).map(({ plan: { id }, isFirst }) => [id, isFirst]);

    expect(due).toEqual([
      ['a', true],
      ['c', false],
    ]);
  });

  it('leaves out what is not encrypted, and what another computer backs up', () => {
    expect(kitsDue([plan('a'), { ...encrypted('b', 'v'), origin: 'vault' }], { kitDue: {} }, now)).toEqual([]);
  });

  it('asks for two different groups of those that there are', () => {
    for (let time = 0; time < 200; time += 1) {
      const [first, second] = twoGroups(15);
      expect(first).toBeGreaterThanOrEqual(1);
      expect(second).toBeGreaterThan(first);
      expect(second).toBeLessThanOrEqual(15);
    }
  });
});
