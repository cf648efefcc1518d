import type { KeepReason } from '../../contract/index.ts';
import { believable } from './believable.ts';
import { calendar, periodOf } from './calendar.ts';
import { type KeepRule, PERIODS, removesAnything, usesDates } from './keep-rule.ts';

/**
 * What a point is worth: its bytes were read where they rest and agree; or that was never done, and the place has only answered that
 * it has them; or damage has been found in it.
 */
export type Standing = 'verified' | 'written' | 'damaged';

/** A point as far as the decision needs it. */
export interface KeepPoint {
  readonly id: string;
  /** When it was written, in the order of all sets. */
  readonly seq: number;
  /** Where it stands in the order of points: its `seq`, or that of the point it was made from once more. */
  readonly place: number;
  /** ISO time. */
  readonly at: string;
  /** Nothing was left out of it. */
  readonly complete: boolean;
  readonly standing: Standing;
  readonly parent: string | null;
}

export interface KeepQuestion {
  readonly rule: KeepRule | undefined;
  readonly points: readonly KeepPoint[];
  readonly now: Date;
  /** Points that stay for another reason than the rule's. */
  readonly held?: ReadonlyMap<string, KeepReason['why']>;
  /** The computer's unless one is named. */
  readonly timeZone?: string;
}

/** A point and everything that it stays for; one without a reason goes. */
export interface KeepVerdict {
  readonly id: string;
  readonly reasons: readonly KeepReason[];
}

type Timed = KeepPoint & { readonly date: Date };

/**
 * Which points stay, and why; oldest first, in the order of their places and never of a clock. Only good points count towards the rule: a
 * run of incomplete ones, or of ones that nobody has read, takes nobody's place, they are counted beside them. Days, weeks and months are those of the calendar
 * in the time zone; those without a point do not count. Whatever a point that stays needs stays with it.
 */
export function keepVerdicts(question: KeepQuestion): KeepVerdict[] {
  const { rule, held = new Map() } = question;
  const points = question.points
    .map((point) => ({ ...point, date: new Date(point.at) }))
    .sort((a, b) => a.place - b.place || a.seq - b.seq);
  const reasons = new Map<string, KeepReason[]>(points.map(({ id }) => [id, []]));
  const keep = (id: string, reason: KeepReason): void => {
    const known = reasons.get(id);
    if (!known?.some(({ why, period }) => why === reason.why && period === reason.period)) known?.push(reason);
  };

  if (!removesAnything(rule)) {
    for (const { id } of points) keep(id, { why: 'no-rule' });
    return verdicts(points, reasons);
  }
  // The one that was written last too: its `seq` must not be given again.
  for (const newest of [points.at(-1), points.toSorted((a, b) => a.seq - b.seq).at(-1)])
    if (newest) keep(newest.id, { why: 'newest' });
  // Where only numbers count, no date can be wrong.
  const ordinary = usesDates(rule) ? believable(points, question.now) : new Set(points);
  for (const point of points) {
    if (point.standing === 'damaged') keep(point.id, { why: 'damaged' });
    if (!ordinary.has(point)) keep(point.id, { why: 'odd-date' });
    const why = held.get(point.id);
    if (why) keep(point.id, { why });
  }
  const good = onePerPlace(points.filter(isGood));
  const sound = onePerPlace(points.filter(isSound));
  const lanes = [
    good,
    onePerPlace(points.filter(({ standing }) => standing === 'verified')),
    sound,
    onePerPlace(points.filter(({ standing }) => standing !== 'damaged')),
  ];
  for (const lane of lanes)
    for (const [id, reason] of picked(lane.toReversed(), { ...question, rule, ordinary })) keep(id, reason);
  // Of both: what nobody has read must not stand for what was, and where nothing was read it is all there is.
  for (const { id } of [...good.slice(-rule.min), ...sound.slice(-rule.min)]) keep(id, { why: 'min' });
  keepChains(points, reasons);
  return verdicts(points, reasons);
}

/** A point that was made once more, as a full of its own, counts once: as the set that was written last. */
function onePerPlace(points: readonly Timed[]): Timed[] {
  return points.filter((point, i) => points[i + 1]?.place !== point.place);
}

/** What the rule alone picks from one lane of points, the newest first. */
function* picked(
  lane: readonly Timed[],
  { rule, now, ordinary, timeZone }: KeepQuestion & { rule: KeepRule; ordinary: ReadonlySet<Timed> },
): Generator<[id: string, reason: KeepReason]> {
  for (const { id } of lane.slice(0, rule.last ?? 0)) yield [id, { why: 'last' }];
  const dayOf = calendar(timeZone);
  const dated = lane.filter((point) => ordinary.has(point)).map(({ id, date }) => ({ id, day: dayOf(date) }));
  if (rule.days !== undefined) {
    const first = dayOf(now).number - rule.days;
    for (const { id, day } of dated) if (day.number >= first) yield [id, { why: 'days' }];
  }
  for (const period of PERIODS) {
    const seen = new Set<string>();
    for (const { id, day } of dated) {
      const name = periodOf(period, day);
      if (seen.has(name)) continue;
      if (seen.size >= (rule[period] ?? 0)) break;
      seen.add(name);
      yield [id, { why: period, period: name }];
    }
  }
}

/** What a point that stays needs stays for it, back to its full. */
function keepChains(points: readonly Timed[], reasons: Map<string, KeepReason[]>): void {
  const byId = new Map(points.map((point) => [point.id, point]));
  const staying = points.filter(({ id }) => reasons.get(id)?.length).reverse();
  // Grows while it is walked; each point is added once at most, so that a loop of parents ends as well.
  for (const point of staying) {
    const parent = point.parent === null ? undefined : byId.get(point.parent);
    const known = parent && reasons.get(parent.id);
    if (!parent || known?.length !== 0) continue;
    known.push({ why: 'needed', by: reasons.get(point.id)?.[0]?.by ?? point.id });
    staying.push(parent);
  }
}

/** Nothing is missing from it, and it was read. */
function isGood({ complete, standing }: KeepPoint): boolean {
  return complete && standing === 'verified';
}

/** Nothing is missing from it, and nothing is known to be wrong with it. */
export function isSound({ complete, standing }: KeepPoint): boolean {
  return complete && standing !== 'damaged';
}

function verdicts(points: readonly KeepPoint[], reasons: ReadonlyMap<string, KeepReason[]>): KeepVerdict[] {
  return points.map(({ id }) => ({ id, reasons: reasons.get(id) ?? [] }));
}
