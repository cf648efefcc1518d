import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../electron/engine/base/index.ts';
import { parseKeep, printKeep, removesAnything } from '../../../../electron/engine/plan/index.ts';

describe('a rule of what to keep', () => {
  it.each([
    ['', ''],
    ['  ', ''],
    ['last 10', 'last 10'],
    ['DAYS  30', 'days 30'],
    ['yearly 3 daily 7 monthly 12 weekly 5', 'daily 7 weekly 5 monthly 12 yearly 3'],
    ['days 30 min 5', 'days 30 min 5'],
    ['min 3 last 010', 'last 10'],
    ['min 3', 'min 3'],
    ['last 10000', 'last 10000'],
  ])('%j is written back as %j, which means the same', (text, printed) => {
    expect(printKeep(parseKeep(text))).toBe(printed);
    expect(parseKeep(printed)).toEqual(parseKeep(text));
  });

  it.each([
    ['3', '3'],
    ['last', 'last'],
    ['last ten', 'last ten'],
    ['last 0', 'last 0'],
    ['last -1', 'last -1'],
    ['last 1.5', 'last 1.5'],
    ['last 10001', 'last 10001'],
    ['last 10 days', 'days'],
    ['last 10, days 30', 'last 10,'],
    ['daily 7 daily 8', 'daily 8'],
    ['hourly 24', 'hourly 24'],
    ['for ever', 'for ever'],
    ['all', 'all'],
  ])('%j is refused, naming %j', (text, subject) => {
    const refused = (): unknown => parseKeep(text);

    expect(refused).toThrow(expect.objectContaining({ code: 'keep-invalid', subject }));
    expect(refused).toThrow(EngineError);
  });

  it('says whether anything may ever go', () => {
    expect(['', 'min 5', 'last 1', 'yearly 1 min 9'].map((text) => removesAnything(parseKeep(text)))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('survives being written and read, whatever its parts', () => {
    const words = ['last', 'days', 'daily', 'weekly', 'monthly', 'yearly', 'min'];
    const rule = fc.uniqueArray(fc.tuple(fc.constantFrom(...words), fc.integer({ min: 1, max: 10_000 })), {
      selector: ([word]) => word,
    });
    fc.assert(
      fc.property(rule, (parts) => {
        const text = parts.map((part) => part.join(' ')).join(' ');
        const parsed = parseKeep(text);
        expect(parseKeep(printKeep(parsed))).toEqual(parsed);
      }),
    );
  });
});
