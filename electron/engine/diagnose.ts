import { resolve } from 'node:path';
import type { Diagnostics, RunPage, Status } from '../contract/index.ts';
import { makeDiagnostics } from './diagnostics/index.ts';

/** What an engine that opens can tell. */
interface Told {
  status(): Promise<Status>;
  runList(filter: { limit: number }): Promise<RunPage>;
}

/**
 * A bundle for whoever helps; it needs no engine that opens, and tells what kept one from opening. Throws EngineError
 * `usage`, `target-invalid`, `target-exists`, `target-full`, `target-unwritable`.
 */
export function diagnose(
  home: string,
  engine: () => Promise<Told>,
  input: { to?: string | undefined; preview?: boolean | undefined },
): Promise<Diagnostics> {
  const facts = {
    home: resolve(home),
    status: async () => (await engine()).status(),
    runs: async () => (await (await engine()).runList({ limit: 200 })).rows,
  };
  return makeDiagnostics(facts, { to: input.to, preview: input.preview ?? false });
}
