import { type BackupResult, DISCARD, SET_KINDS } from '../../contract/index.ts';
import { lockText } from '../../words/index.ts';
import { causeLines } from '../cause-list.ts';
import type { Verb } from '../command-spec.ts';
import { backupExit } from '../exit-code.ts';
import { readBackOf } from '../read-back.ts';
import type { Session } from '../session.ts';
import { tellOthers } from '../tell-others.ts';
import type { EngineDoor } from '../world.ts';
import { labelled } from '../text/table.ts';

export const backup: Verb = async (session, { args: [wanted = ''], options }) => {
  const kind = options.choice('kind', SET_KINDS);
  const onCancel = options.choice('on-cancel', ['keep', DISCARD]);
  const engine = await session.engine();
  const { id, name } = await engine.planShow(wanted);
  const run = { plan: id, rehash: options.flag('rehash'), fresh: options.flag('fresh') };
  const control = await session.control(onCancel === DISCARD ? DISCARD : undefined);
  const result = await watched(engine, () =>
    engine.backup({ ...run, ...(kind === undefined ? {} : { kind }) }, control),
  );
  return {
    document: result,
    exit: backupExit(result),
    quiet: [],
    lines: () => backupLines(session, { id, name }, result),
  };
};

/** Also of a run that fails: whoever only runs by hand is told by the same alarms. */
async function watched<T>(engine: EngineDoor, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await engine.alarms.look('command-line');
    await tellOthers(engine, { isLast: false });
  }
}

function backupLines(
  session: Session,
  { id, name: plan }: { id: string; name: string },
  result: BackupResult,
): string[] {
  const { words, formats } = session;
  const { outcome, files, gaps, lowRoom } = result;
  const damaged = result.readAgain?.damaged ?? [];
  if (outcome === 'cancelled' || outcome === 'failed' || outcome === 'skipped')
    return [words(`cli.backup.${outcome}`, { plan }), ...(result.resumable ? [words('cli.backup.resumable')] : [])];
  return [
    outcome === 'complete'
      ? words('cli.backup.complete', { plan })
      : words('cli.backup.incomplete', { plan, count: files.gaps }),
    ...(damaged.length > 0
      ? [words('cli.backup.lost-since', { count: damaged.length, list: damaged.map(({ setId }) => setId).join(', ') })]
      : []),
    ...figures(session, result),
    ...causeLines(words, gaps, {
      sentence: (code) => ({ sentence: words(`gap.${code}.sentence`), next: words(`gap.${code}.next`) }),
      item: ({ path, lastGoodSet }) =>
        lastGoodSet === undefined ? path : words('cli.list.earlier-copy', { path, setId: lastGoodSet }),
    }),
    ...(result.failover === undefined ? [] : ['', words('copy.stood-in', { copy: result.failover })]),
    ...(result.special > 0 ? ['', words('cli.backup.special', { count: result.special })] : []),
    ...shadowLines(session, result),
    ...(result.notKept ? ['', words('notKept')] : []),
    ...(result.disk
      ? ['', words(result.disk.canUnplug ? 'disk.can-unplug' : 'disk.not-unplug', { name: result.disk.name })]
      : []),
    ...(lowRoom
      ? [
          '',
          words('cli.backup.low-room', {
            need: formats.bytes(lowRoom.needBytes),
            have: formats.bytes(lowRoom.freeBytes),
          }),
        ]
      : []),
    ...(result.lock ? ['', lockText(words, result.lock, formats)] : []),
    ...(result.sent === 'checksum' ? ['', words('cli.backup.sent-next', { id })] : []),
    ...(result.durability === 'unconfirmed' ? ['', words('cli.backup.unconfirmed')] : []),
  ];
}

function shadowLines({ words }: Session, { shadowCopies }: BackupResult): string[] {
  if (!shadowCopies) return [];
  const why = shadowCopies.why ?? [];
  return ['', words(`shadow.read.${shadowCopies.read}`), ...why.map((each) => words(`shadow.why.${each}`))];
}

function figures({ words, formats }: Session, result: BackupResult): string[] {
  const { files, bytes, kind, kindReason } = result;
  const some = (count: number) => (count > 0 ? formats.count(count) : undefined);
  const readBack = bytes.stored === 0 && files.new + files.changed === 0 ? 'none' : readBackOf(result);
  return labelled([
    [
      words('cli.label.kind'),
      words('cli.value.kind-why', { kind: words(`kind.${kind}`), why: words(`kindReason.${kindReason}`) }),
    ],
    [
      words('cli.label.files'),
      words('cli.value.files-bytes', { count: files.scanned, bytes: formats.bytes(bytes.scanned) }),
    ],
    [words('cli.label.new'), some(files.new)],
    [words('cli.label.changed'), some(files.changed)],
    [words('cli.label.moved'), some(files.moved)],
    [words('cli.label.unchanged'), some(files.unchanged)],
    [words('cli.label.deleted'), some(files.deleted)],
    [
      words('cli.label.resumed'),
      result.resumed &&
        words('cli.value.files-bytes', { count: result.resumed.files, bytes: formats.bytes(result.resumed.bytes) }),
    ],
    [words('cli.label.stored'), formats.bytes(bytes.stored)],
    [words('cli.label.read-back'), words(`cli.value.read-back-${readBack}`)],
    [
      words('cli.label.read-again'),
      result.readAgain &&
        words('cli.value.read-again', { count: result.readAgain.sets, bytes: formats.bytes(result.readAgain.bytes) }),
    ],
    [words('cli.label.time'), formats.seconds(result.seconds)],
    [words('cli.label.point'), result.setId ?? undefined],
  ]);
}
