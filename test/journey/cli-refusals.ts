import { expect } from 'vitest';
import type { ErrorCode, PlanAdded } from '../../electron/contract/index.ts';
import { type Bench, contentOf } from './cli-runner.ts';

/** Makes the plan `Accounts` of the bench's Documents (and more folders) in its vault. */
export function addAccounts(bench: Bench, ...more: string[]): Promise<PlanAdded> {
  return bench.planAdd(0, '--name', 'Accounts', '--source', bench.path('Documents'), ...more, '--vault', bench.vault);
}

/** Refused in text and in JSON: one sentence, what to do, the code to read out, and nothing of the program's insides. */
export async function expectRefused(
  bench: Bench,
  { exit, code, args }: { exit: number; code: ErrorCode; args: readonly string[] },
): Promise<void> {
  const said = await bench.run(...args);
  const { error } = await bench.error(exit, ...args);

  expect(error.code).toBe(code);
  expect([said.exit, said.stdout, said.stderr.trimEnd().split('\n').length]).toEqual([exit, '', 3]);
  expect(said.stderr).not.toMatch(/Error:|at .*\.ts|undefined|\[object/);
}

export function setsIn(vault: string): string[] {
  return Object.keys(contentOf(vault)).filter((path) => path.endsWith('/set.json'));
}
