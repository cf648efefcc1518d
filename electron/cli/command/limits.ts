import { type Limits, type LimitsChange, zLimitsChange } from '../../contract/index.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';
import type { Options } from '../options.ts';
import type { Session } from '../session.ts';
import { labelled } from '../text/table.ts';

const OFF = 'off';

/** Shows how much of this computer a backup may take, after changing it where that is asked for. */
export const limits: Verb = async (session, { options }) => {
  const change = changeOf(session, options);
  const engine = await session.engine();
  const now = Object.keys(change).length > 0 ? await engine.limitsSet(change) : await engine.limits();
  return { document: now, exit: 0, quiet: [], lines: () => limitLines(session, now) };
};

function changeOf({ words }: Session, options: Options): LimitsChange {
  const rate = (name: 'read' | 'write'): number | null | undefined => {
    const text = options.text(name);
    return text === undefined ? undefined : text === OFF ? null : Number(text);
  };
  const during = options.text('during');
  const given = {
    priority: options.choice('priority', ['background', 'normal']),
    readMiB: rate('read'),
    writeMiB: rate('write'),
    during: during === OFF ? null : during,
    battery: options.count('battery', { least: 0, most: 95 }),
  };
  const parsed = zLimitsChange.safeParse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  if (parsed.success) return parsed.data;
  const [field] = parsed.error.issues[0]?.path ?? [];
  const option = field === 'readMiB' ? '--read' : field === 'writeMiB' ? '--write' : `--${String(field)}`;
  throw new CliFailure({ code: 'usage', detail: words('cli.usage.bad-limit', { option }) });
}

function limitLines({ words, formats }: Session, { priority, readMiB, writeMiB, during, battery }: Limits): string[] {
  const rate = (mib: number | null): string =>
    mib === null
      ? words('cli.value.no-limit')
      : words('cli.value.rate', { bytes: formats.bytes(mib * 1024 * 1024) }) + (during === null ? '' : ` (${during})`);
  return labelled([
    [words('cli.label.priority'), words(`cli.value.priority-${priority}`)],
    [words('cli.label.read-rate'), rate(readMiB)],
    [words('cli.label.write-rate'), rate(writeMiB)],
    [
      words('cli.label.battery'),
      battery === 0 ? words('cli.value.battery-any') : words('cli.value.battery', { percent: battery }),
    ],
  ]);
}
