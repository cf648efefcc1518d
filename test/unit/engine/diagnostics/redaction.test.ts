import { describe, expect, it } from 'vitest';
import { placeKind, Redaction } from '../../../../electron/engine/diagnostics/redaction.ts';

const redaction = () =>
  new Redaction([
    { text: 'C:\\Users\\Anna Weiß', as: '<home>' },
    { text: 'C:\\Users\\Anna Weiß\\Documents', as: '<source 1>' },
    { text: '/home/anna', as: '<home>' },
    { text: 'anna', as: '<user>' },
    { text: 'KASSE-07', as: '<computer>' },
    { text: '工资 2026', as: '<plan 1>' },
    { text: 'an', as: '<never>' },
  ]);

describe('redaction', () => {
  it.each([
    ['open C:\\Users\\Anna Weiß\\Documents', 'open <source 1>'],
    ['open c:/users/ANNA WEIß/Documents/secret plan.docx', 'open <source 1><path 1>'],
    ['read /home/anna failed', 'read <home> failed'],
    ['of anna@KASSE-07, not of annabel, and an item', 'of <user>@<computer>, not of annabel, and an item'],
    ['the plan 工资 2026 is late', 'the plan <plan 1> is late'],
  ])('takes known names out of %j', (text, expected) => {
    expect(redaction().text(text)).toBe(expected);
  });

  it.each([
    'open D:\\Geheim\\Liste mit Leerzeichen.xlsx',
    'open \\\\server\\Geheim\\Liste',
    'open /mnt/Geheim/Liste mit Leerzeichen.xlsx',
    'open /home/anna/Geheim',
    'open /home/anna/Geheim.doc',
    "ENOENT: no such file or directory, open 'Geheim.doc'",
    'no "Geheim Liste" here',
    'no “Geheim Liste” here',
    'entry Documents/Geheim is odd',
    'entry Documents\\Geheim is odd',
    'mail to geheim.liste@bank.example',
    'file:///mnt/Geheim/Liste',
    's3://bucket/Geheim?x',
    'sftp://me@host/Geheim',
    'C:\\Users\\Anna Weiß\\Geheim\nnext line',
  ])('leaves nothing of a name in %j', (text) => {
    expect(redaction().text(text)).not.toMatch(/geheim|liste|bank/i);
  });

  it('keeps what tells where in the program something went wrong', () => {
    const stack = [
      "TypeError: Cannot read properties of undefined (reading 'length')",
      '    at pack (file:///opt/Strongroom/resources/engine/engine-B42Er.mjs:120:33)',
      '    at C:\\Program Files\\Strongroom\\resources\\engine\\worker.mjs:7:1',
      '    at node:internal/process/task_queues:95:5',
    ].join('\n');

    expect(redaction().text(stack).split('\n')).toEqual([
      "TypeError: Cannot read properties of undefined (reading 'length')",
      '    at pack (<program engine-B42Er.mjs:120:33>)',
      expect.stringMatching(/<program worker\.mjs:7:1>$/),
      '    at node:internal/process/task_queues:95:5',
    ]);
  });

  it('gives the same name the same placeholder, and another name another', () => {
    const one = redaction();

    expect([one.text('"a b"'), one.text('"c d"'), one.text('"a b"')]).toEqual(['<text 1>', '<text 2>', '<text 1>']);
  });

  it('reads a line of the log as JSON, names of fields too, and passes nothing on that is none', () => {
    const line = JSON.stringify({
      level: 50,
      err: { message: 'open D:\\Geheim', 'D:\\Geheim': true },
      ok: [1, '/Geheim'],
    });

    expect(JSON.parse(redaction().line(line))).toEqual({
      level: 50,
      err: { message: 'open <path 1>', '<path 1>': true },
      ok: [1, '<path 2>'],
    });
    expect(redaction().line('half of a li')).not.toContain('half');
  });
});

describe('a place', () => {
  it.each([
    ['C:\\Users\\Anna\\Documents', 'drive C:, 3 deep'],
    ['\\\\nas\\backup\\pc', 'network share, 3 deep'],
    ['/home/anna/Documents', 'folder, 3 deep'],
    ['sftp://me@host/x', 'other place'],
  ])('%j is told as %j', (path, kind) => {
    expect(placeKind(path)).toBe(kind);
  });
});
