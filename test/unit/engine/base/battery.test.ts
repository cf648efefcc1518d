import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linuxBattery } from '../../../../electron/engine/base/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'strongroom-battery-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function supply(name: string, values: Record<string, string>): void {
  mkdirSync(join(root, name));
  for (const [file, value] of Object.entries(values)) writeFileSync(join(root, name, file), `${value}\n`);
}

it('says what the emptiest battery of the computer says', () => {
  supply('AC', { type: 'Mains', online: '0' });
  supply('BAT0', { type: 'Battery', status: 'Discharging', capacity: '55' });
  supply('BAT1', { type: 'Battery', status: 'Discharging', capacity: '12' });
  supply('mouse', { type: 'Battery', scope: 'Device', status: 'Discharging', capacity: '3' });
  expect(linuxBattery(root)).toEqual({ isDischarging: true, percent: 12 });
});

it('knows of no battery where there is none, and of none that does not say how full it is', () => {
  supply('AC', { type: 'Mains', online: '1' });
  supply('BAT0', { type: 'Battery', status: 'Unknown' });
  expect(linuxBattery(root)).toBeUndefined();
});
