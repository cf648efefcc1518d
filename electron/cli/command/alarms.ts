import type { Alarm, AlarmBoard } from '../../contract/index.ts';
import { alarmText } from '../../words/index.ts';
import type { Verb } from '../command-spec.ts';
import type { Session } from '../session.ts';
import { indented } from '../text/table.ts';

const CLOSED_SHOWN = 50;

/** Looks what is wrong now, and lists it. */
export const alarms: Verb = async (session, { options }) => {
  const { words } = session;
  const engine = await session.engine();
  if (options.flag('closed')) {
    const closed = await engine.alarms.closed(options.count('limit', { least: 1, most: 1000 }) ?? CLOSED_SHOWN);
    const lines = () => (closed.length === 0 ? [words('cli-alarm.none-closed')] : alarmLines(session, closed));
    return { document: { alarms: closed }, exit: 0, lines };
  }
  const { watch } = await engine.alarms.board();
  const board = await engine.alarms.look('command-line');
  return {
    document: board,
    exit: 0,
    lines: () => [
      board.alarms.length === 0 ? words('cli-alarm.none') : words('cli-alarm.count', { count: board.alarms.length }),
      ...alarmLines(session, board.alarms),
      '',
      ...watchLines(session, watch),
    ],
  };
};

/** Takes an alarm upon somebody: quiet for some days. */
export const alarmsAck: Verb = async (session, { args: [alarm = ''], options }) => {
  const { words, formats } = session;
  const note = options.text('note');
  const acknowledged = await (await session.engine()).alarms.acknowledge({
    alarm,
    by: options.text('by') ?? '',
    days: options.count('days', { least: 1, most: 90 }) ?? 7,
    ...(note !== undefined && { note }),
  });
  const { by = '', until = '' } = acknowledged.acknowledged ?? {};
  return {
    document: acknowledged,
    exit: 0,
    quiet: [],
    lines: () => [words('cli-alarm.acknowledged', { by, until: formats.time(until) })],
  };
};

export function alarmLines(session: Session, alarms: readonly Alarm[]): string[] {
  const { words, formats } = session;
  return alarms.flatMap((alarm) => {
    const { what, lines, next } = alarmText(words, alarm, { time: formats.time });
    const head = words('cli-alarm.head', { id: alarm.id, state: words(`alarm.state.${alarm.state}`), what });
    return ['', head, ...indented([...lines, ...(alarm.closedAt === undefined ? [next] : [])])];
  });
}

/** When somebody last looked before this command, so that a watchdog that no longer does shows. */
export function watchLines({ words, formats }: Session, { lookedAt, everyMs }: AlarmBoard['watch']): string[] {
  if (lookedAt === undefined) return [words('cli-alarm.never-looked')];
  const isLate = Math.abs(Date.now() - Date.parse(lookedAt)) > Math.max(24 * 3_600_000, 3 * everyMs);
  return [
    words('cli-alarm.looked', { at: formats.time(lookedAt) }),
    ...(isLate ? [words('cli-alarm.looked-late')] : []),
  ];
}
