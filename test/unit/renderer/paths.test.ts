import { describe, expect, it } from 'vitest';
import { baseName, freeName, parentOf, shownName, trailOf } from '../../../renderer/state/paths.ts';

describe('paths', () => {
  it('have a last part in the ways of every system', () => {
    expect(['/home/li/Documents', 'C:\\Users\\李\\文档', 'D:\\', '/', '\\\\nas\\share\\'].map(baseName)).toEqual([
      'Documents',
      '文档',
      'D:',
      '/',
      'share',
    ]);
  });

  it('lead from the top to a folder', () => {
    expect(trailOf('')).toEqual([]);
    expect(trailOf('a/b')).toEqual([
      { name: 'a', path: 'a' },
      { name: 'b', path: 'a/b' },
    ]);
    expect(['a/b/c', 'a', ''].map(parentOf)).toEqual(['a/b', '', '']);
  });

  it('show characters that would hide or turn others around', () => {
    expect(shownName('photo\u202egpj.exe')).toBe('photo\ufffdgpj.exe');
    expect(shownName('a\nb\u200b')).toBe('a\ufffdb\ufffd');
    expect(shownName('<img src=x onerror=alert(1)> مستندات 合同 👩‍👩‍👧')).toContain(
      '<img src=x onerror=alert(1)> مستندات 合同 👩',
    );
  });

  it('give a plan a name that is free, whatever its case', () => {
    expect(freeName('Documents', [])).toBe('Documents');
    expect(freeName('Documents', ['documents', 'Documents 2'])).toBe('Documents 3');
  });
});
