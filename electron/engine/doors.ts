import { type AlarmDoor, alarmDoor } from './alarm-door.ts';
import type { DataFolder } from './data-folder.ts';
import { type DiskDoor, diskDoor } from './disk-door.ts';
import type { EngineOptions } from './engine-options.ts';
import { pinDoor, type PinDoor } from './ledger/index.ts';
import { type NotifyDoor, notifyDoor } from './notify-door.ts';
import { type ScheduleDoor, scheduleDoor } from './schedule-door.ts';

export type { AlarmDoor } from './alarm-door.ts';
export type { DiskDoor } from './disk-door.ts';
export type { NotifyDoor } from './notify-door.ts';
export type { ScheduleDoor } from './schedule-door.ts';

/** Doors of the engine that stand by themselves. */
export interface Doors {
  /** What guards against slips. Methods that take a `pin` throw `pin-needed`, `pin-wrong`, `pin-wait`. */
  readonly pin: PinDoor;
  readonly disks: DiskDoor;
  readonly alarms: AlarmDoor;
  readonly notify: NotifyDoor;
  readonly schedule: ScheduleDoor;
}

type Needs = Pick<EngineOptions, 'vaultReadme' | 'passphraseLogN' | 'writeLetter'> & Parameters<typeof scheduleDoor>[1];

export function makeDoors(
  data: DataFolder,
  { vaultReadme, passphraseLogN, writeLetter, battery, backup }: Needs,
): Doors {
  const alarms = alarmDoor(data);
  const pin = pinDoor(data.state, passphraseLogN);
  return {
    pin,
    disks: diskDoor(data, { readme: vaultReadme, logN: passphraseLogN }),
    alarms,
    notify: notifyDoor(data, { alarms, pin, write: writeLetter }),
    schedule: scheduleDoor(data, { battery, backup }),
  };
}
