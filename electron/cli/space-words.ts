import type { Plan } from '../contract/index.ts';
import type { Session } from './session.ts';

const DAY_MS = 86_400_000;

/** What its place has room for, and for how long. */
export function spaceWords(
  { words, formats }: Session,
  { freeBytes, totalBytes, ...space }: NonNullable<Plan['space']>,
): string {
  const room = { free: formats.bytes(freeBytes), total: formats.bytes(totalBytes) };
  if (space.fullAt === undefined) return words('cli.value.space', room);
  const days = formats.days(Math.max(0, Math.round((Date.parse(space.fullAt) - Date.now()) / DAY_MS)));
  return words(space.isRough ? 'cli.value.space-rough' : 'cli.value.space-full', { ...room, days });
}
