import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import {
  ArrowRight20Regular,
  FolderArrowUp20Regular,
  FolderProhibited28Regular,
  History20Regular,
} from '@fluentui/react-icons';
import type { NearestFolder } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { baseName, shownName } from '../state/paths.ts';
import { unlockPlan } from '../state/unlock.ts';
import { ToldFailure } from './told-failure.tsx';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  box: { display: 'flex', alignItems: 'flex-start', gap: '16px', padding: '24px', overflowY: 'auto' },
  sign: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  words: { minWidth: 0, display: 'flex', flexDirection: 'column', gap: '4px', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  ways: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '12px' },
});

/** A folder that a point does not hold: said calmly, with the nearest folder and the nearest points to go on with. */
export function FolderNotThere(props: {
  planId: string;
  at: string;
  path: string;
  onOpen: (path: string) => void;
  onShowPoint: (setId: string) => void;
}) {
  const { planId, at, path } = props;
  const answer = useAnswer('folder.nearest', { plan: planId, at, path });
  if (answer.state === 'failed')
    return (
      <ToldFailure
        failure={answer.failure}
        ways={{ 'try-again': answer.retry, 'give-key': () => unlockPlan(planId) }}
      />
    );
  if (!answer.value) return <Spinner />;
  return <WaysOn {...props} nearest={answer.value} />;
}

function WaysOn(props: {
  nearest: NearestFolder;
  onOpen: (path: string) => void;
  onShowPoint: (setId: string) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const moment = useMoment();
  const { path, at, above, before, after } = props.nearest;
  const name = shownName(baseName(path));
  const nameAbove = above === '' ? words('window.browse.all-folders') : shownName(baseName(above));
  return (
    <div className={styles.box} role="status" data-not-there={path}>
      <FolderProhibited28Regular className={styles.sign} aria-hidden="true" />
      <div className={styles.words}>
        <Text weight="semibold" size={400}>
          {words('window.browse.not-there', { name })}
        </Text>
        <Text className={styles.quiet}>
          {words(before || after ? 'window.browse.not-there-why' : 'window.browse.not-there-ever', { at: moment(at) })}
        </Text>
        <div className={styles.ways}>
          {before && (
            <Button icon={<History20Regular />} onClick={() => props.onShowPoint(before.setId)}>
              {words('window.browse.there-before', { at: moment(before.at) })}
            </Button>
          )}
          {after && (
            <Button icon={<ArrowRight20Regular />} onClick={() => props.onShowPoint(after.setId)}>
              {words('window.browse.there-after', { at: moment(after.at) })}
            </Button>
          )}
          <Button icon={<FolderArrowUp20Regular />} onClick={() => props.onOpen(above)}>
            {words('window.browse.there-above', { name: nameAbove })}
          </Button>
        </div>
      </div>
    </div>
  );
}
