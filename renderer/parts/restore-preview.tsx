import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { Plan, RestorePreview as Preview, RestoreTarget } from '../../electron/contract/index.ts';
import type { Answer } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import type { Ways } from '../state/remedy.ts';
import { landingOf } from '../state/restore-place.ts';
import { goTo } from '../state/route.ts';
import { canBeAskedFor } from './restore-troubles.ts';
import { Step } from './step.tsx';
import { ToldFailure } from './told-failure.tsx';
import { PathWay } from './trouble-groups.tsx';

const useStyles = makeStyles({
  lines: { margin: 0, padding: '0 0 0 20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  notable: {
    margin: 0,
    padding: '0 0 0 20px',
    maxHeight: '180px',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  said: { display: 'flex', flexDirection: 'column', gap: '8px' },
  to: { overflowWrap: 'anywhere' },
});

/** What a restore would do, said before it does it. */
export function RestorePreview(props: {
  plan: Plan | undefined;
  asked: { readonly paths: readonly string[]; readonly target: RestoreTarget };
  preview: Answer<Preview>;
  ways: Ways;
}) {
  const { plan, asked, preview, ways } = props;
  const styles = useStyles();
  const speech = useSpeech();
  const { words } = speech;
  const value = 'value' in preview ? preview.value : undefined;
  const landing = value && landingOf(plan, asked, value);
  const versions = value && plan && versionsIn(speech, plan.id, value.setId);
  return (
    <Step number={2} title={words('window.restore.preview')}>
      {preview.state === 'failed' && (
        <ToldFailure failure={preview.failure} ways={{ ...ways, 'try-again': preview.retry }} />
      )}
      {preview.state === 'loading' && !value && (
        <Spinner label={words('window.restore.looking')} labelPosition="after" size="small" />
      )}
      {value && landing && (
        <div role="status" className={styles.said} data-preview={preview.state}>
          <Text weight="semibold" block className={styles.to}>
            {words(landing.kind === 'file' ? 'window.restore.to-file' : 'window.restore.to', {
              to: shownName(landing.paths[0] ?? value.to),
            })}
          </Text>
          {landing.labels && (
            <Text block className={styles.to} data-labels={landing.labels.length}>
              {words('window.restore.in-folders', {
                names: landing.labels.map(shownName).join(', '),
              })}
            </Text>
          )}
          <ul className={styles.lines}>
            {linesOf(speech, value).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {value && value.notable.length > 0 && (
        <ul className={styles.notable}>
          {value.notable.map((file) => (
            <li key={file.path}>
              {shownName(file.path)} ({words(`action.${file.action}`)})
              {versions && file.action === 'unavailable' && canBeAskedFor(file.path) && (
                <PathWay way={versions} path={file.path} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Step>
  );
}

function versionsIn({ words }: Speech, planId: string, at: string) {
  return {
    label: (name: string) => words('window.remedy.versions-of', { name }),
    go: (path: string) => goTo({ screen: 'versions', planId, path, at }),
  };
}

function linesOf({ words, formats }: Speech, { counts, bytes }: Preview): string[] {
  const rows = [
    ['create', counts.create],
    ['replace', counts.replace],
    ['keep-both', counts.keepBoth],
    ['skip', counts.skip],
    ['keep-newer', counts.keepNewer],
    ['same', counts.same],
    ['unavailable', counts.unavailable],
  ] as const;
  const lines = rows.filter(([, count]) => count > 0).map(([key, count]) => words(`window.restore.${key}`, { count }));
  if (lines.length === 0) return [words('window.restore.nothing')];
  return bytes > 0 ? [...lines, words('window.restore.amount', { bytes: formats.bytes(bytes) })] : lines;
}
