import { resolve } from 'node:path';
import { PLUG_IN, type Plan, type PlanChange, zScheme } from '../../contract/index.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Given, Verb } from '../command-spec.ts';
import { resolvePlace } from '../places.ts';
import { timingOf } from '../timing-options.ts';
import { pinOf } from '../secrets.ts';
import type { Session } from '../session.ts';

export const planEdit: Verb = async (session, given) => {
  const { words } = session;
  const change = changeOf(session, given);
  const { pin } = pinOf(session, given.options);
  const engine = await session.engine();
  const before = await engine.planShow(given.args[0] ?? '');
  const plan = await engine.planEdit(before.id, change, pin);
  const removed = before.sources.filter(({ path }) => !plan.sources.some((source) => source.path === path));
  return {
    document: plan,
    exit: 0,
    quiet: [],
    lines: () => [
      words('cli.plan.changed', { name: plan.name }),
      ...promotedLines(session, before, plan),
      ...removed.map(({ path }) => words('cli.plan.source-removed', { path })),
    ],
  };
};

/** What it means that a copy is the plan's own place now. */
function promotedLines({ words }: Session, before: Plan, plan: Plan): string[] {
  const copy = before.copies?.find((each) => each.copy === plan.vaultId);
  if (before.vaultId === plan.vaultId || !copy) return [];
  const former = plan.copies?.find((each) => each.copy === before.vaultId);
  const left = former ? Math.max(0, former.points - copy.points) : 0;
  return [
    words('copy.promoted', { plan: plan.name, vault: plan.vault, count: copy.points }),
    ...(former ? [words('copy.former', { former: former.name })] : []),
    ...(left > 0 ? [words('copy.left-behind', { count: left })] : []),
    ...(plan.keep !== before.keep && plan.keep === copy.keep
      ? [words('copy.rule-of-place', { rule: plan.keep === '' ? words('copy.rule-all') : plan.keep })]
      : []),
  ];
}

/** `none` as a schedule means: only by hand; `all` is kept where nothing is to go. */
function changeOf({ words, cwd }: Session, { options }: Given): PlanChange {
  const name = options.text('name');
  const sources = options.list('source').map((source) => resolve(cwd, source));
  const scheme = options.choice('scheme', zScheme.options);
  const exclude = options.list('exclude');
  const nothing = options.flag('exclude-nothing');
  const level = options.count('compression', { least: 1, most: 19 });
  const schedule = options.text('schedule');
  const keep = options.text('keep');
  const timing = timingOf(options);
  const plugIn = options.choice('on-plug-in', PLUG_IN);
  const watchFile = options.choice('watch-file', ['on', 'off']);
  const shadowCopy = options.choice('shadow-copy', ['on', 'off']);
  const vault = options.text('vault');
  const credentials = options.text('credentials-file');
  const change: PlanChange = {
    ...(name !== undefined && { name }),
    ...(sources.length > 0 && { sources }),
    ...(scheme !== undefined && { scheme }),
    ...(exclude.length > 0 && { exclude }),
    ...(nothing && { exclude: [] }),
    ...(level !== undefined && { level }),
    ...(schedule !== undefined && { schedule: schedule === 'none' ? '' : schedule }),
    ...(keep !== undefined && { keep: keep === 'all' ? '' : keep }),
    ...(plugIn !== undefined && { plugIn }),
    ...(timing && { timing }),
    ...(watchFile !== undefined && { watchFile: watchFile === 'on' }),
    ...(shadowCopy !== undefined && { useShadowCopies: shadowCopy === 'on' }),
    ...(vault !== undefined && { vault: resolvePlace(cwd, vault) }),
    ...(credentials !== undefined && { credentials: resolve(cwd, credentials) }),
  };
  if (Object.keys(change).length === 0 || (nothing && exclude.length > 0))
    throw new CliFailure({ code: 'usage', detail: words('cli.usage.no-change') });
  return change;
}
