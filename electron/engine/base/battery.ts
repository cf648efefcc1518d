import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Battery {
  readonly isDischarging: boolean;
  readonly percent: number;
}

/** Undefined: there is none, or the system does not say. */
export type BatteryReader = () => Promise<Battery | undefined>;

export const readBattery: BatteryReader = async () => {
  try {
    if (process.platform === 'linux') return linuxBattery('/sys/class/power_supply');
    if (process.platform === 'win32') return await windowsBattery();
  } catch {
    // No such folder, no such program: as good as no battery.
  }
  return undefined;
};

/** The emptiest of the computer's own batteries; those of mice and headsets say that their scope is a device. */
export function linuxBattery(root: string): Battery | undefined {
  const read = (...names: string[]): string => {
    try {
      return readFileSync(join(root, ...names), 'utf8').trim();
    } catch {
      return '';
    }
  };
  const batteries = readdirSync(root)
    .filter((name) => read(name, 'type') === 'Battery' && read(name, 'scope') !== 'Device')
    .map((name) => ({
      isDischarging: read(name, 'status') === 'Discharging',
      percent: Number(read(name, 'capacity') || NaN),
    }))
    .filter(({ percent }) => percent >= 0 && percent <= 100);
  return batteries.toSorted((a, b) => a.percent - b.percent)[0];
}

const DISCHARGING = 1;

async function windowsBattery(): Promise<Battery | undefined> {
  const query =
    'Get-CimInstance Win32_Battery | Select-Object -First 1 BatteryStatus, EstimatedChargeRemaining | ConvertTo-Json';
  const { stdout } = await promisify(execFile)('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', query], {
    timeout: 20_000,
    windowsHide: true,
  });
  if (stdout.trim() === '') return undefined;
  const { BatteryStatus: status, EstimatedChargeRemaining: percent } = JSON.parse(stdout) as Record<string, unknown>;
  return typeof percent === 'number' ? { isDischarging: status === DISCHARGING, percent } : undefined;
}
