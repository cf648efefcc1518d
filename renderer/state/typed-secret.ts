import { parseRecoveryKey, type Secret, type TypedRecoveryKey } from '../../electron/contract/index.ts';

/** What is being typed to open encrypted backups. */
export type TypedSecret =
  | { readonly way: 'passphrase'; readonly text: string }
  | { readonly way: 'recovery-key'; readonly groups: readonly string[] };

export const KEY_GROUPS = 15;
const GROUP = 4;
const LAST_GROUP = 2;
const APART = /[\s\p{Pd}\p{Cf}\u2212]+/gu;

export const NO_PASSPHRASE: TypedSecret = { way: 'passphrase', text: '' };
export const NO_RECOVERY_KEY: TypedSecret = {
  way: 'recovery-key',
  groups: Array.from({ length: KEY_GROUPS }, () => ''),
};

/** Undefined while there is nothing to try. */
export function secretOf(typed: TypedSecret): Secret | undefined {
  if (typed.way === 'passphrase') return typed.text === '' ? undefined : { passphrase: typed.text };
  const parsed = parseRecoveryKey(typed.groups.join(' '));
  return parsed.state === 'whole' ? { recoveryKey: parsed.key } : undefined;
}

/** What can be said of the groups so far; undefined while nothing is wrong and groups are still missing. */
export function keyTrouble(groups: readonly string[]): TypedRecoveryKey | undefined {
  const parsed = parseRecoveryKey(groups.join(' '));
  const isFull = groups.every((group) => group !== '');
  if (parsed.state === 'wrong-characters') return { ...parsed, groups: strangeIn(groups) };
  return isFull ? parsed : undefined;
}

export const lengthOfGroup = (index: number): number => (index === KEY_GROUPS - 1 ? LAST_GROUP : GROUP);

/** The groups after something was typed or pasted into one of them: a whole key fills all, more than a group those behind it. */
export function withTyped(groups: readonly string[], index: number, typed: string): readonly string[] {
  const whole = parseRecoveryKey(typed);
  if (whole.state === 'whole') return cut(whole.key.slice(whole.key.lastIndexOf('1') + 1), 0);
  const parts = cut(typed.normalize('NFKC').toUpperCase().replace(APART, ''), index);
  return groups.map((group, at) =>
    at === index ? (parts[0] ?? '') : at > index ? (parts[at - index] ?? group) : group,
  );
}

/** Where to go on typing; undefined where the group is not full or is the last. */
export function nextGroup(groups: readonly string[], index: number): number | undefined {
  const firstOpen = groups.findIndex((group, at) => at >= index && group.length < lengthOfGroup(at));
  const next = firstOpen < 0 ? KEY_GROUPS - 1 : firstOpen;
  return next === index ? undefined : next;
}

/** Whether a group was typed as it is in the key, in small letters or not. */
export function isSameGroup(typed: string, wanted: string): boolean {
  return typed.normalize('NFKC').toUpperCase().replace(APART, '') === wanted;
}

function cut(text: string, first: number): string[] {
  const parts: string[] = [];
  for (let at = 0, group = first; at < text.length && group < KEY_GROUPS; group += 1) {
    parts.push(text.slice(at, at + lengthOfGroup(group)));
    at += lengthOfGroup(group);
  }
  return parts.length === 0 ? [''] : parts;
}

/** By their own numbers, whichever are still empty. */
function strangeIn(groups: readonly string[]): number[] {
  return groups.flatMap((group, index) =>
    group !== '' && parseRecoveryKey(group).state === 'wrong-characters' ? [index + 1] : [],
  );
}
