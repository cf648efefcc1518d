import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { canBeAskedFor } from './restore-troubles.ts';

/** What went wrong with some files, for one cause. `count` may be larger than the list. */
export interface TroubleGroup {
  readonly code: string;
  readonly cause: string;
  readonly next: string;
  readonly count: number;
  readonly paths: readonly string[];
  /** What can be done about one of them, and about all of them. */
  readonly ofPath?: { readonly label: (name: string) => string; readonly go: (path: string) => void };
  readonly ofAll?: { readonly label: string; readonly go: () => void };
}

const FIRST_SHOWN = 4;

const useStyles = makeStyles({
  groups: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  group: { display: 'flex', flexDirection: 'column', gap: '2px' },
  next: { color: tokens.colorNeutralForeground2 },
  paths: { margin: '4px 0 0', padding: '0 0 0 20px', overflowWrap: 'anywhere', fontSize: tokens.fontSizeBase200 },
  all: { maxHeight: '240px', overflowY: 'auto' },
  more: { alignSelf: 'flex-start' },
  way: { minWidth: 'auto', textDecorationLine: 'underline' },
});

export function TroubleGroups({ groups }: { groups: readonly TroubleGroup[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.groups}>
      {groups.map((group) => (
        <Group key={group.code} group={group} />
      ))}
    </ul>
  );
}

function Group({ group }: { group: TroubleGroup }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? group.paths : group.paths.slice(0, FIRST_SHOWN);
  return (
    <li className={styles.group} data-trouble={group.code}>
      <Text weight="semibold">{words('window.result.group', { cause: group.cause, count: group.count })}</Text>
      <Text className={styles.next}>{group.next}</Text>
      <ul className={styles.paths}>
        {shown.map((path, index) => (
          <li key={`${index} ${path}`}>
            {shownName(path)}
            {group.ofPath && canBeAskedFor(path) && <PathWay way={group.ofPath} path={path} />}
          </li>
        ))}
      </ul>
      {group.ofAll && (
        <Button size="small" className={styles.more} onClick={group.ofAll.go}>
          {group.ofAll.label}
        </Button>
      )}
      {isOpen && group.count > group.paths.length && (
        <Text size={200}>{words('window.result.list-cut', { shown: group.paths.length })}</Text>
      )}
      {group.paths.length > FIRST_SHOWN && (
        <Button appearance="transparent" size="small" className={styles.more} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words('window.action.fewer') : words('window.action.details', { count: group.count })}
        </Button>
      )}
    </li>
  );
}

/** The way on for one file, beside its name. */
export function PathWay({ way, path }: { way: NonNullable<TroubleGroup['ofPath']>; path: string }) {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <Button
      appearance="transparent"
      size="small"
      className={styles.way}
      aria-label={way.label(shownName(path))}
      onClick={() => way.go(path)}
    >
      {words('window.remedy.other-version')}
    </Button>
  );
}

/** Rows by their code, the most frequent first; the counts of `troubles` stand where the list was cut. */
export function grouped<C extends string>(
  rows: readonly { readonly code: C; readonly path: string }[],
  troubles: Readonly<Record<string, number>> | undefined,
): { code: C; count: number; paths: string[] }[] {
  const byCode = new Map<C, string[]>();
  for (const { code, path } of rows) byCode.set(code, [...(byCode.get(code) ?? []), path]);
  return [...byCode]
    .map(([code, paths]) => ({ code, paths, count: troubles?.[code] ?? paths.length }))
    .sort((a, b) => b.count - a.count);
}
