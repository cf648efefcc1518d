import { resolve } from 'node:path';
import { CliFailure } from './cli-failure.ts';
import type { Given } from './command-spec.ts';
import type { Session } from './session.ts';

/** `--map OLD=NEW`: what something was called, and the path that it has on this computer. */
export function mappings({ words, cwd }: Session, options: Given['options']): { from: string; to: string }[] {
  return options.list('map').map((value) => {
    const [, from, to] = /^([^=]+)=(.+)$/s.exec(value) ?? [];
    if (from === undefined || to === undefined)
      throw new CliFailure({ code: 'usage', detail: words('cli.usage.not-a-mapping', { value }) });
    return { from, to: resolve(cwd, to) };
  });
}
