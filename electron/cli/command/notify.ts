import { type Channel, CHANNELS, ERRORS, type Failure, type NotifyTested } from '../../contract/index.ts';
import { CliFailure, failureOf } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';
import { worstExit } from '../exit-code.ts';
import { notifyLines } from '../notify-lines.ts';
import { pinOf } from '../secrets.ts';
import type { Session } from '../session.ts';

export const notifyShow: Verb = async (session) => {
  const settings = await (await session.engine()).notify.settings();
  return { document: settings, exit: 0, lines: () => notifyLines(session, settings) };
};

export const notifyRemove: Verb = async (session, { args, options }) => {
  const channel = channelOf(session, args[0] ?? '');
  const settings = await (await session.engine()).notify.change({ [channel]: null }, pinOf(session, options).pin);
  return { document: settings, exit: 0, quiet: [], lines: () => notifyLines(session, settings) };
};

type Tried = NotifyTested | { readonly channel: Channel; readonly failure: Failure };

/** Sends a test by each channel that is set up, or by the one that is named. */
export const notifyTest: Verb = async (session, { args }) => {
  const engine = await session.engine();
  const settings = await engine.notify.settings();
  const [named] = args;
  const channels =
    named === undefined ? CHANNELS.filter((channel) => settings[channel] !== null) : [channelOf(session, named)];
  if (channels.length === 0) throw new CliFailure({ code: 'channel-unset', subject: CHANNELS.join(', ') });
  const tests: Tried[] = [];
  for (const channel of channels) {
    try {
      tests.push(await engine.notify.test(channel));
    } catch (error) {
      tests.push({ channel, failure: failureOf(error) });
    }
  }
  return {
    document: { tests },
    exit: worstExit(tests.map((test) => ('failure' in test ? ERRORS[test.failure.code].exit : 0))),
    quiet: [],
    lines: () => tests.flatMap((test) => triedLines(session, test)),
  };
};

function triedLines({ words, formats }: Session, test: Tried): string[] {
  const channel = words(`notify.channel-${test.channel}`);
  if ('failure' in test) {
    const { sentence, next, phone } = words.failure(test.failure);
    return [words('notify.test-failed', { channel, sentence, phone }), next];
  }
  const { receivers, seconds } = test;
  return [words('notify.test-done', { channel, count: receivers, seconds: formats.seconds(seconds) })];
}

function channelOf({ words }: Session, text: string): Channel {
  const channel = CHANNELS.find((one) => one === text);
  if (channel) return channel;
  const choices = { option: '<channel>', value: text, choices: CHANNELS.join(', ') };
  throw new CliFailure({ code: 'usage', detail: words('cli.usage.not-a-choice', choices) });
}
