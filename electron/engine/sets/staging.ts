import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where files of a set wait until they are sent; one run of a plan at a time has it. */
export function stagingOf(home: string, plan: string, setId: string): string {
  return join(home, 'staging', plan, setId);
}

/** For the holder of the plan's lease. */
export function clearStaging(home: string, plan: string): void {
  rmSync(join(home, 'staging', plan), { recursive: true, force: true });
}
