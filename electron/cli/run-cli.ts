import { resolve } from 'node:path';
import { APP_VERSION, dataHome, ERRORS, EXIT } from '../contract/index.ts';
import { createFormats, createWords, type Words } from '../words/index.ts';
import type { Answer } from './answer.ts';
import { CliFailure, failureOf } from './cli-failure.ts';
import { type Manner, readManner } from './manner.ts';
import { createOptions } from './options.ts';
import { buildProgram, type Call } from './program.ts';
import { createSession } from './session.ts';
import { safeJson, safeText } from './text/safe-text.ts';
import type { World } from './world.ts';

/** One command line, from its words to its exit code. Never throws. */
export async function runCli(world: World): Promise<number> {
  const manner = readManner(world);
  const words = createWords(manner.language);
  try {
    if (world.broken) throw new CliFailure({ code: world.broken });
    const called = understand(world, words);
    if ('shown' in called) {
      world.stdout.write(manner.json ? `${safeJson(called.document)}\n` : called.shown);
      return EXIT.complete;
    }
    const answer = await carryOut(world, manner, words, called);
    return tellAnswer(world, { ...manner, quiet: called.quiet }, answer);
  } catch (error) {
    return tellFailure(world, manner, words, error);
  }
}

type Shown = { readonly shown: string; readonly document: unknown };

function understand(world: World, words: Words): Call | Shown {
  let call: Call | undefined;
  let shown = '';
  const program = buildProgram({
    words,
    version: APP_VERSION,
    called: (made) => {
      call = made;
    },
    show: (text) => {
      shown += text;
    },
  });
  try {
    program.parse(world.argv, { from: 'user' });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'commander.version') return { shown, document: { version: APP_VERSION } };
    if (code === 'commander.helpDisplayed') return { shown, document: { help: shown } };
    if (code !== 'commander.help') throw error;
    // `help` for a group is asked for; a group without a command is a line that stops too early.
    if (shown !== '') return { shown, document: { help: shown } };
  }
  if (call === undefined) throw usageFailure(words('cli.usage.no-command'));
  return call;
}

async function carryOut(world: World, { language }: Manner, words: Words, call: Call): Promise<Answer> {
  const { spec, args, values, home, quiet } = call;
  const session = createSession({
    world,
    words,
    formats: createFormats(language),
    language,
    home: resolve(world.cwd, home ?? dataHome(world)),
    quiet,
  });
  try {
    const verb = await spec.load?.();
    if (verb === undefined) throw usageFailure(words('cli.usage.no-command'));
    return await verb(session, { args, options: createOptions(values, words) });
  } finally {
    await session.finish();
  }
}

function tellAnswer(
  world: World,
  { json, quiet }: Manner & { quiet: boolean },
  { document, content, lines, quiet: brief, exit }: Answer,
): number {
  if (json) world.stdout.write(`${safeJson(document)}\n`);
  else if (content !== undefined) world.stdout.write(content);
  else writeLines(world.stdout, quiet && brief && exit === EXIT.complete ? brief : lines());
  return exit;
}

function tellFailure(world: World, { json }: Manner, words: Words, error: unknown): number {
  const failure = failureOf(error);
  const told = words.failure(failure);
  if (json) world.stdout.write(`${safeJson({ error: { ...told, ...failure } })}\n`);
  else writeLines(world.stderr, [told.sentence, told.next, words('cli.error.code', { phone: told.phone })]);
  if (world.env['STRONGROOM_TRACE'] && error instanceof Error) world.stderr.write(`${error.stack}\n`);
  return ERRORS[failure.code].exit;
}

function usageFailure(detail: string): CliFailure {
  return new CliFailure({ code: 'usage', detail });
}

function writeLines(output: World['stdout'], lines: readonly string[]): void {
  if (lines.length > 0) output.write(`${lines.map(safeText).join('\n')}\n`);
}
