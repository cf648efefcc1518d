import type { JobControl } from '../engine/engine.ts';
import type { Formats, Words } from '../words/index.ts';
import { EXIT, type Language } from '../contract/index.ts';
import type { EngineDoor, World } from './world.ts';

/** What a verb may use. The engine is opened when it is first asked for, and closed with the session. */
export interface Session {
  readonly words: Words;
  readonly formats: Formats;
  readonly language: Language;
  readonly cwd: string;
  readonly home: string;
  readonly env: World['env'];
  readonly engine: () => Promise<EngineDoor>;
  /** One that no place holds up. Instead of the other, not beside it. */
  readonly isolatedEngine: () => Promise<EngineDoor>;
  /** For one long job: the first wish to stop cancels it cleanly, with this reason, the second ends the process. */
  readonly control: (reason?: string) => Promise<JobControl>;
}

export interface OwnedSession extends Session {
  finish(): Promise<void>;
}

export interface SessionOptions {
  readonly world: World;
  readonly words: Words;
  readonly formats: Formats;
  readonly language: Language;
  readonly home: string;
  readonly quiet: boolean;
}

export function createSession({ world, words, formats, language, home, quiet }: SessionOptions): OwnedSession {
  let opening: Promise<EngineDoor> | undefined;
  const endings: (() => void)[] = [];

  const listen = (reason: string | undefined): AbortSignal => {
    const controller = new AbortController();
    const stopListening = world.onInterrupt(() => {
      if (controller.signal.aborted) {
        for (const end of endings.splice(0)) end();
        world.halt(EXIT.cancelled);
        return;
      }
      if (!quiet) world.stderr.write(`\n${words('cli.progress.stopping')}\n`);
      controller.abort(reason);
    });
    endings.push(stopListening);
    return controller.signal;
  };

  return {
    words,
    formats,
    language,
    cwd: world.cwd,
    home,
    env: world.env,
    engine: () => (opening ??= world.openEngine(home)),
    isolatedEngine: () => (opening ??= world.openIsolated ? world.openIsolated(home) : world.openEngine(home)),
    async control(reason) {
      const signal = listen(reason);
      if (quiet || !world.stderr.isTerminal) return { signal, by: 'command-line' };
      const { startProgress } = await import('./progress.ts');
      const progress = startProgress({ words, formats });
      endings.push(progress.stop);
      return { signal, by: 'command-line', onProgress: progress.show };
    },
    async finish() {
      for (const end of endings.splice(0)) end();
      // An engine that did not open has been told of already, by whoever asked for it.
      const engine = await opening?.catch(() => undefined);
      await engine?.close();
    },
  };
}
