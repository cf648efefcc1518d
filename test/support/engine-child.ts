import { writeSync } from 'node:fs';
import type { PlanChange } from '../../electron/contract/index.ts';
import { type CheckpointRules, EngineError, openEngine } from '../../electron/engine/engine.ts';

/**
 * The engine in a process of its own, so that it can be killed or run as somebody else. Arguments: home, verb, input as
 * JSON, and perhaps a phase and the signal that it sends itself on entering it, which no other process could time so well. Says one line for each phase it enters, and at the end one JSON line with the value or the failure's code.
 */
const [home = '', verb = '', input = '{}', phaseOfSignal, signal] = process.argv.slice(2);

function say(value: unknown): void {
  writeSync(1, `${JSON.stringify(value)}\n`);
}

try {
  const { checkpoints, change, ...work } = JSON.parse(input) as {
    plan: string;
    change?: PlanChange;
    checkpoints?: CheckpointRules & { kill: number };
  };
  const noted = (count: number): void => {
    if (count === checkpoints?.kill) process.kill(process.pid, 'SIGKILL');
  };
  const engine = await openEngine({ home, ...(checkpoints && { checkpoints: { ...checkpoints, noted } }) });
  let phase = '';
  const onProgress = (sample: { phase: string }): void => {
    if (sample.phase !== phase) say({ phase: sample.phase });
    if (sample.phase !== phase && sample.phase === phaseOfSignal) process.kill(process.pid, signal);
    phase = sample.phase;
  };
  say({ phase: 'open' });
  if (verb === 'backup') say({ value: await engine.backup(work, { onProgress }) });
  else if (verb === 'restore') say({ value: await engine.restore(work as never, { onProgress }) });
  else if (verb === 'consolidate') say({ value: await engine.consolidate(work, { onProgress }) });
  else if (verb === 'undo') say({ value: await engine.undo(work as never, { onProgress }) });
  else if (verb === 'copy') say({ value: await engine.copy(work, { onProgress }) });
  else if (verb === 'repair') say({ value: await engine.repair(work, { onProgress }) });
  else if (verb === 'prune') say({ value: await engine.prune(work, { onProgress }) });
  else if (verb === 'verify') say({ value: await engine.verify(work, { onProgress }) });
  else if (verb === 'planEdit') say({ value: await engine.planEdit(work.plan, change ?? {}) });
  else throw new Error(`no verb ${verb}`);
  await engine.close();
} catch (error) {
  say(error instanceof EngineError ? { failure: error.code, detail: error.detail } : { failure: String(error) });
  process.exitCode = 1;
}
