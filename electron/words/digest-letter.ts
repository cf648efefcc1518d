import type { Digest, DigestPlan, DigestVault, Letter, LetterBlock } from '../contract/index.ts';
import { alarmText } from './alarm-text.ts';
import type { Words } from './create-words.ts';
import type { Formats } from './formats.ts';

const OUTCOMES = ['complete', 'incomplete', 'failed', 'skipped', 'cancelled'] as const;
/** Nothing is wrong with it that anybody has to look at. */
const WELL = new Set(['protected', 'written']);

/** How all plans of a computer did. It comes also when all is well, and says that its absence means something. */
export function digestLetter(words: Words, formats: Formats, digest: Digest, computer: string): Letter {
  const { plans, alarms, every } = digest;
  const bad = plans.filter(({ state }) => !WELL.has(state)).length;
  const isWell = bad === 0 && alarms.length === 0 && plans.length > 0;
  const count = plans.length;
  const state =
    count === 0
      ? words('letter.digest-none', { computer })
      : bad === 0
        ? words('letter.digest-good', { computer, count })
        : words('letter.digest-bad', { computer, bad, count });
  const span = { computer, from: formats.time(digest.from), to: formats.time(digest.to) };
  const lead = words(isWell ? 'letter.digest-lead-good' : 'letter.digest-lead-bad', span);
  return {
    subject:
      alarms.length === 0 ? state : words('letter.digest-alarms-subject', { subject: state, count: alarms.length }),
    blocks: [
      { kind: 'text', text: lead },
      ...(alarms.length === 0
        ? []
        : [
            heading(words('letter.digest-alarms')),
            {
              kind: 'list' as const,
              items: alarms.map((alarm) =>
                words('letter.digest-alarm', {
                  what: alarmText(words, alarm, formats).what,
                  at: formats.time(alarm.faultAt),
                }),
              ),
            },
          ]),
      ...plans.flatMap((plan) => [
        heading(plan.name),
        { kind: 'facts' as const, rows: planRows(words, formats, plan) },
      ]),
      ...neighbourBlocks(words, formats, digest.neighbours),
      { kind: 'text', text: words(`letter.digest-dead-${every}`, { computer }) },
      { kind: 'note', text: words('letter.foot', { computer }) },
    ],
  };
}

function heading(text: string): LetterBlock {
  return { kind: 'heading', text };
}

function planRows(words: Words, formats: Formats, plan: DigestPlan): [string, string][] {
  const { state, lastGoodAt, runs, gaps, space, copies, nextRunAt } = plan;
  const time = (iso: string | undefined): string =>
    iso === undefined ? words('letter.last-good-none') : formats.time(iso);
  const ended = OUTCOMES.filter((outcome) => runs[outcome] > 0).map((outcome) =>
    words(`letter.digest-${outcome}`, { count: runs[outcome] }),
  );
  const rows: [string, string][] = [
    [words('letter.digest-state'), words(`state.${state}`)],
    [words('letter.last-good'), time(lastGoodAt)],
    [
      words('letter.digest-runs'),
      ended.length === 0 ? words('letter.digest-run-none') : ended.join(words('letter.comma')),
    ],
  ];
  if (gaps !== undefined && gaps > 0) rows.push([words('letter.digest-gaps'), formats.count(gaps)]);
  if (space) {
    const room = { free: formats.bytes(space.freeBytes), total: formats.bytes(space.totalBytes) };
    rows.push([
      words('letter.digest-space'),
      space.fullAt === undefined
        ? words('letter.digest-space-of', room)
        : words('letter.digest-space-full', { ...room, at: formats.time(space.fullAt) }),
    ]);
  }
  for (const { name, points, newestAt } of copies)
    rows.push([
      words('letter.digest-copy', { name }),
      newestAt === undefined
        ? words('letter.digest-copy-none')
        : words('letter.digest-copy-at', { count: points, at: formats.time(newestAt) }),
    ]);
  if (nextRunAt !== undefined) rows.push([words('letter.digest-next'), formats.time(nextRunAt)]);
  return rows;
}

function neighbourBlocks(words: Words, formats: Formats, vaults: readonly DigestVault[]): LetterBlock[] {
  const items = vaults.flatMap(({ vault, computers, unread }) =>
    unread
      ? [words('letter.digest-unread', { vault })]
      : computers.map(({ name = words('letter.digest-nameless'), state, heardAt }) => {
          const said = { name, state: words(`fleet.state.${state}`) };
          return heardAt === undefined
            ? words('letter.digest-neighbour', said)
            : words('letter.digest-neighbour-heard', { ...said, at: formats.time(heardAt) });
        }),
  );
  return items.length === 0 ? [] : [heading(words('letter.digest-neighbours')), { kind: 'list', items }];
}
