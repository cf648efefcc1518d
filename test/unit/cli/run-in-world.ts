import { runCli } from '../../../electron/cli/run-cli.ts';
import type { EngineDoor, World } from '../../../electron/cli/world.ts';
import { fakeEngine } from './fake-engine.ts';

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly asked: readonly [string, unknown][];
  /** The data folders the engine was opened with: none if it was not needed. */
  readonly homes: readonly string[];
}

export interface Around {
  readonly engine?: Partial<EngineDoor>;
  readonly env?: World['env'];
  readonly isTerminal?: boolean;
  /** Called with what a person does to stop: each call is one Ctrl-C. */
  readonly interrupts?: (interrupt: () => void) => void;
  readonly halted?: (exitCode: number) => void;
}

/** One command line in a made-up world, against an engine that does nothing. */
export async function run(argv: readonly string[], around: Around = {}): Promise<Ran> {
  const { engine, asked } = fakeEngine(around.engine);
  const homes: string[] = [];
  const text = { stdout: '', stderr: '' };
  const exit = await runCli({
    argv,
    env: around.env ?? {},
    platform: 'linux',
    homedir: '/home/me',
    cwd: '/home/me/work',
    systemLocale: () => 'en-US',
    stdout: { isTerminal: around.isTerminal ?? false, write: (more) => void (text.stdout += more) },
    stderr: { isTerminal: false, write: (more) => void (text.stderr += more) },
    openEngine(home) {
      homes.push(home);
      return Promise.resolve(engine);
    },
    onInterrupt(interrupted) {
      around.interrupts?.(interrupted);
      return () => {};
    },
    halt: (exitCode) => around.halted?.(exitCode),
  });
  return { exit, ...text, asked, homes };
}

export function words(line: string): string[] {
  return line.split(' ').filter((word) => word !== '');
}
