import { describe, expect, it, vi } from 'vitest';
import { ERRORS, type ErrorCode, RESTORE_FAILURE_CODES } from '../../../electron/contract/index.ts';
import { createWords } from '../../../electron/words/index.ts';
import { REMEDIES, REMEDY_OF, RESTORE_REMEDY_OF, wayOut } from '../../../renderer/state/remedy.ts';

const codes = Object.keys(ERRORS) as ErrorCode[];

describe('the way out of a failure', () => {
  it('is decided for every code, be it that there is none', () => {
    expect(Object.keys(REMEDY_OF).sort()).toEqual(codes.sort());
    expect(Object.keys(RESTORE_REMEDY_OF).sort()).toEqual([...RESTORE_FAILURE_CODES].sort());
  });

  it('has a button in words, one for each', () => {
    const { i18n } = createWords('en', 'window');
    const unsaid = REMEDIES.filter((remedy) => remedy !== 'none' && !i18n.exists(`window.remedy.${remedy}`));

    expect(unsaid).toEqual([]);
  });

  it('is to do it again where what stood in the way may go by itself', () => {
    const fleeting = codes.filter((code) => ERRORS[code].remedy === 'retry');

    expect(fleeting.filter((code) => !['try-again', 'back-up', 'none'].includes(REMEDY_OF[code]))).toEqual([]);
  });

  it('is gone where the place of the failure knows it, and only there', () => {
    const again = vi.fn();

    wayOut('vault-unavailable', { 'try-again': again })?.go();

    expect(again).toHaveBeenCalledOnce();
    expect(wayOut('vault-unavailable', { 'back-up': again })).toBeUndefined();
    expect(wayOut('vault-unavailable', undefined)).toBeUndefined();
    expect(wayOut('vault-newer', { 'try-again': again })).toBeUndefined();
  });
});
