import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { FilePreview } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { unlockPlan } from '../state/unlock.ts';
import { ToldFailure } from './told-failure.tsx';
import { UnlessBroken } from './unless-broken.tsx';

const PdfPages = lazy(() => import('./pdf-pages.tsx').then(({ PdfPages: component }) => ({ default: component })));

const useStyles = makeStyles({
  pane: { flexGrow: 1, minHeight: 0, overflow: 'auto', display: 'flex', flexDirection: 'column' },
  centre: { margin: 'auto', padding: '24px', textAlign: 'center', color: tokens.colorNeutralForeground2 },
  text: {
    margin: 0,
    padding: '16px 20px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  image: { maxWidth: '100%', maxHeight: '100%', margin: 'auto', objectFit: 'contain', display: 'block' },
  cut: { padding: '8px 20px 16px', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** What is in one version of a file, for the eyes only: nothing in it is ever run, followed or loaded from elsewhere. */
export function FilePreviewPane(props: { planId: string; at: string; path: string }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const preview = useAnswer('file.preview', { plan: props.planId, at: props.at, path: props.path });
  return (
    <div
      className={styles.pane}
      role="region"
      aria-label={words('window.wizard.preview.label')}
      // What scrolls must be within reach of the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      data-file-preview={preview.state === 'ready' ? preview.value.kind : preview.state}
    >
      {preview.state === 'loading' && (
        <Spinner className={styles.centre} label={words('window.wizard.preview.loading')} />
      )}
      {preview.state === 'failed' && (
        <ToldFailure
          failure={preview.failure}
          ways={{ 'try-again': preview.retry, 'give-key': () => unlockPlan(props.planId) }}
        />
      )}
      {preview.state === 'ready' && <Content key={props.at} preview={preview.value} />}
    </div>
  );
}

function Content({ preview }: { preview: FilePreview }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [isBroken, setBroken] = useState(false);
  const failed = useCallback(() => setBroken(true), []);
  const none = (reason: Extract<FilePreview, { kind: 'none' }>['reason'] | 'broken') => (
    <Text className={styles.centre} role="status">
      {words(`window.wizard.preview.${reason}`)}
    </Text>
  );
  if (isBroken) return none('broken');
  switch (preview.kind) {
    case 'none':
      return none(preview.reason);
    case 'text':
      return (
        <>
          <pre className={styles.text} dir="auto">
            {preview.text}
          </pre>
          {preview.truncated && <Text className={styles.cut}>{words('window.wizard.preview.cut')}</Text>}
        </>
      );
    case 'image':
      return (
        <img
          className={styles.image}
          src={`data:${preview.mime};base64,${preview.base64}`}
          alt={words('window.wizard.preview.label')}
          onError={failed}
        />
      );
    case 'pdf':
      return (
        <UnlessBroken instead={none('broken')}>
          <Suspense fallback={<Spinner className={styles.centre} />}>
            <PdfPages base64={preview.base64} onBroken={failed} />
          </Suspense>
        </UnlessBroken>
      );
  }
}
