import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { RestorePreview as Preview } from '../../electron/contract/index.ts';
import type { Answer } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { Step } from './step.tsx';
import { ToldFailure } from './told-failure.tsx';

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
export function RestorePreview({ preview }: { preview: Answer<Preview> }) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words } = speech;
  const value = 'value' in preview ? preview.value : undefined;
  return (
    <Step number={2} title={words('window.restore.preview')}>
      {preview.state === 'failed' && <ToldFailure failure={preview.failure} />}
      {preview.state === 'loading' && !value && (
        <Spinner label={words('window.restore.looking')} labelPosition="after" size="small" />
      )}
      {value && (
        <div role="status" className={styles.said} data-preview={preview.state}>
          <Text weight="semibold" block className={styles.to}>
            {words('window.restore.to', { to: shownName(value.to) })}
          </Text>
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
            </li>
          ))}
        </ul>
      )}
    </Step>
  );
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
