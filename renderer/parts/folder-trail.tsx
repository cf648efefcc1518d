import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  makeStyles,
} from '@fluentui/react-components';
import { Fragment } from 'react';
import { useSpeech } from '../state/language.ts';
import { shownName, trailOf } from '../state/paths.ts';

const useStyles = makeStyles({ list: { flexWrap: 'wrap' } });

/** The way from the top down to the folder in sight; each step leads back to it. */
export function FolderTrail({ path, onOpen }: { path: string; onOpen: (path: string) => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const steps = [{ name: words('window.browse.all-folders'), path: '' }, ...trailOf(path)];
  return (
    <Breadcrumb aria-label={words('window.browse.path')} size="medium" list={{ className: styles.list }}>
      {steps.map((step, index) => (
        <Fragment key={step.path}>
          <BreadcrumbItem>
            <BreadcrumbButton current={index === steps.length - 1} onClick={() => onOpen(step.path)}>
              {shownName(step.name)}
            </BreadcrumbButton>
          </BreadcrumbItem>
          {index < steps.length - 1 && <BreadcrumbDivider />}
        </Fragment>
      ))}
    </Breadcrumb>
  );
}
