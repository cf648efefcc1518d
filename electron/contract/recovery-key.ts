import { BECH32_CHARACTERS, hasBech32Checksum } from './bech32.ts';

/** How every recovery key begins; 58 characters follow. It is a secret key of age. */
export const RECOVERY_KEY_PREFIX = 'AGE-SECRET-KEY-1';

const PREFIX = RECOVERY_KEY_PREFIX.slice(0, -1);
const LENGTH = 58;
const GROUP = 4;
const GROUPS = Math.ceil(LENGTH / GROUP);
/** A folder of text is no key: only so much of what was typed is looked at. */
const MOST = 10_000;

const APART = '[\\s\\p{Pd}\\p{Cf}\\u2212]';
const BETWEEN = new RegExp(`${APART}+`, 'u');
/** The beginning, whatever stands between its parts. */
const BEGINNING = new RegExp(`^AGE${APART}*SECRET${APART}*KEY${APART}*1?`, 'u');

/** What somebody typed as a recovery key. Groups are numbered from 1, as the recovery kit shows them. */
export type TypedRecoveryKey =
  | { readonly state: 'whole'; readonly key: string }
  /** These groups hold characters that no key has, such as B, I, O or 1. */
  | { readonly state: 'wrong-characters'; readonly groups: readonly number[] }
  /** Too short or too long, both counted behind the beginning; `groups` are known where the groups were typed apart. */
  | {
      readonly state: 'wrong-length';
      readonly typed: number;
      readonly needed: number;
      readonly groups: readonly number[];
    }
  /** Something is mistyped: in these groups, or nobody can say where. */
  | { readonly state: 'mistyped'; readonly groups: readonly number[] };

/** The 15 groups in which a key is shown, read aloud and typed: what follows the beginning, by fours. */
export function keyGroups(recoveryKey: string): readonly string[] {
  const parsed = parseRecoveryKey(recoveryKey);
  if (parsed.state !== 'whole') throw new TypeError('this is not a recovery key');
  return cut(parsed.key.slice(RECOVERY_KEY_PREFIX.length));
}

/**
 * Reads a key as people type it: in small or full-width letters, with spaces, dashes and line ends anywhere, without its beginning, or
 * as the text file that age knows, comments included. What is wrong is told by group as far as the checksum can tell.
 */
export function parseRecoveryKey(typed: string): TypedRecoveryKey {
  const text = typed
    .slice(0, MOST)
    .normalize('NFKC')
    .replace(/^\s*#.*$/gm, '')
    .toUpperCase()
    .trim();
  const words = text.replace(BEGINNING, '').split(BETWEEN);
  const parts = words.filter((word) => word !== '');
  const joined = parts.join('');
  // A mistyped beginning is forgiven, because it is the same in every key.
  const bare = RECOVERY_KEY_PREFIX.replaceAll('-', '').length;
  const data = joined.length === bare + LENGTH ? joined.slice(bare) : joined;

  const areApart = parts.length === GROUPS;
  const groups = areApart ? parts : cut(data);
  const strange = numbersOf(groups, (group) => Array.from(group).some((one) => !BECH32_CHARACTERS.includes(one)));
  if (strange.length > 0) return { state: 'wrong-characters', groups: strange };
  if (data.length !== LENGTH) {
    const uneven = numbersOf(parts, (part, index) => part.length !== lengthOfGroup(index));
    return { state: 'wrong-length', typed: data.length, needed: LENGTH, groups: areApart ? uneven : [] };
  }
  if (isKey(data)) return { state: 'whole', key: RECOVERY_KEY_PREFIX + data };
  return { state: 'mistyped', groups: mistypedGroups(data) };
}

/** The checksum, and the four bits behind the 32 bytes, which are zero. */
function isKey(data: string): boolean {
  return 'QS'.includes(data.charAt(LENGTH - 7)) && hasBech32Checksum(PREFIX, data);
}

/**
 * Where one other character, or two neighbours the other way round, make a key of it. Two keys differ in at least five characters, so
 * that there is at most one such key.
 */
function mistypedGroups(data: string): readonly number[] {
  for (let at = 0; at < data.length; at += 1) {
    const [before, own, next, after] = [data.slice(0, at), data.charAt(at), data.charAt(at + 1), data.slice(at + 2)];
    const replaced = Array.from(BECH32_CHARACTERS).some((other) => isKey(before + other + next + after));
    if (replaced) return [groupAt(at)];
    if (next !== '' && isKey(before + next + own + after)) return [...new Set([groupAt(at), groupAt(at + 1)])];
  }
  return [];
}

const cut = (data: string): readonly string[] => data.match(new RegExp(`.{1,${GROUP}}`, 'gu')) ?? [];
const groupAt = (at: number): number => Math.floor(at / GROUP) + 1;
const lengthOfGroup = (index: number): number => Math.min(GROUP, LENGTH - index * GROUP);

function numbersOf(groups: readonly string[], isMeant: (group: string, index: number) => boolean): readonly number[] {
  return groups.flatMap((group, index) => (isMeant(group, index) ? [index + 1] : []));
}
