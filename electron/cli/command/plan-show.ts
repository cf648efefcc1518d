import type { Failure, Plan, RunOutcome } from '../../contract/index.ts';
import type { Verb } from '../command-spec.ts';
import { diskTable, turnLines } from '../disk-lines.ts';
import { stateWords } from '../plan-table.ts';
import type { Session } from '../session.ts';
import { holdLines } from '../hold-lines.ts';
import { spaceWords } from '../space-words.ts';
import { labelled } from '../text/table.ts';

export const planShow: Verb = async (session, { args: [wanted = ''] }) => {
  const plan = await (await session.engine()).planShow(wanted);
  return { document: plan, exit: 0, lines: () => planLines(session, plan) };
};

function planLines(session: Session, plan: Plan): string[] {
  const { words, formats } = session;
  const { lastRun } = plan;
  return [
    plan.name,
    ...labelled([
      [words('cli.label.id'), plan.id],
      [words('cli.label.state'), stateWords(words, plan)],
      [
        words('cli.label.last-good'),
        plan.lastGoodAt === undefined ? words('cli.value.never') : formats.time(plan.lastGoodAt),
      ],
      [words('cli.label.written'), plan.writtenAt && formats.time(plan.writtenAt)],
      [
        words('cli.label.last-run'),
        lastRun && words('cli.value.run-at', { outcome: runWords(words, lastRun), at: formats.time(lastRun.endedAt) }),
      ],
      ...plan.sources.map(
        ({ path, label }) => [words('cli.label.source'), words('cli.value.source-label', { path, label })] as const,
      ),
      [words('cli.label.vault'), plan.vault],
      ...(plan.copies ?? []).map(({ name, points, newestAt, failover }) => {
        const at = newestAt === undefined ? words('cli.value.never') : formats.time(newestAt);
        const key = failover ? 'copy.stand-in-place' : 'copy.copy-place';
        return [words('cli.label.copy'), words(key, { name, count: points, at })] as const;
      }),
      [
        words('cli.label.disks'),
        plan.places.some(({ volume, role }) => volume !== undefined || role === 'rotation')
          ? words(`disk.plug-in.${plan.plugIn}`)
          : undefined,
      ],
      [words('cli.label.space'), plan.space && spaceWords(session, plan.space)],
      [words('cli.label.caution'), plan.isSameDisk ? words('cli.value.same-disk') : undefined],
      [words('cli.label.scheme'), words(`scheme.${plan.scheme}`)],
      [words('shadow.label'), plan.useShadowCopies ? undefined : words('shadow.off')],
      [words('cli.label.schedule'), plan.schedule === '' ? words('cli.value.by-hand') : plan.schedule],
      [words('cli.label.keep'), plan.keep === '' ? words('cli.value.everything') : plan.keep],
      [words('cli.label.next-run'), plan.nextRunAt && formats.time(plan.nextRunAt)],
      [words('cli.label.paused-since'), plan.pausedSince && formats.time(plan.pausedSince)],
      ...plan.exclude.map((rule) => [words('cli.label.exclude'), rule] as const),
      [words('cli.label.origin'), words(plan.origin === 'here' ? 'cli.value.this-computer' : 'cli.value.from-vault')],
      [words('cli.label.created'), formats.time(plan.createdAt)],
    ]),
    ...(plan.nextDisk === undefined
      ? []
      : ['', ...diskTable({ words, formats }, plan), '', ...turnLines({ words, formats }, plan)]),
    ...(plan.hold ? ['', ...holdLines(session, plan.name, plan.hold)] : []),
    ...trouble(plan).flatMap((failure) => ['', words.failure(failure).sentence, words.failure(failure).next]),
  ];
}

/** Why the plan is not as it should be: damage outlives the runs after it. */
function trouble({ newestDamaged, lastRun }: Plan): Failure[] {
  if (newestDamaged) return [{ code: 'set-damaged', subject: newestDamaged.setId }];
  return lastRun?.failure ? [lastRun.failure] : [];
}

const OUTCOMES: readonly RunOutcome[] = ['complete', 'incomplete', 'cancelled', 'failed', 'skipped'];

function runWords(words: Session['words'], { outcome }: { outcome: string }): string {
  const known = OUTCOMES.find((name) => name === outcome);
  return known === undefined ? outcome : words(`outcome.${known}`);
}
