import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { PinDialog } from '../parts/pin-dialog.tsx';
import { UnlockDialog } from '../parts/unlock-dialog.tsx';
import { useSpeech } from '../state/language.ts';
import { useRoute } from '../state/route.ts';
import { TIGHT } from '../ui/use-narrow.ts';
import { Announcer } from './announcer.tsx';
import { Navigation } from './navigation.tsx';
import { Screen } from './screen.tsx';
import { useKeys } from './use-keys.ts';
import { useTheme } from './theme.ts';

const useStyles = makeStyles({
  frame: {
    height: '100%',
    display: 'grid',
    gridTemplateColumns: '232px minmax(0, 1fr)',
    gridTemplateRows: 'minmax(0, 1fr)',
    [`@media ${TIGHT}`]: { gridTemplateColumns: '60px minmax(0, 1fr)' },
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  content: { minWidth: 0, minHeight: 0, height: '100%', overflow: 'hidden' },
});

/** What stands around every screen: theme, language, navigation. */
export function Frame() {
  const styles = useStyles();
  const theme = useTheme();
  const { language, words } = useSpeech();
  const route = useRoute();
  useKeys();

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = words('window.app.name');
  }, [language, words]);

  // A new screen is read out from its heading, and Tab goes on from there; a screen that is one question starts in it.
  useEffect(() => {
    const first = document.querySelector<HTMLElement>('main [data-focus-first]');
    (first ?? document.querySelector<HTMLElement>('main h1'))?.focus();
  }, [route.screen]);

  return (
    // Its classes are given to menus and the like too, which stand over the page: what fills the page is a box of its own.
    <FluentProvider theme={theme} style={{ height: '100%' }}>
      <div className={styles.frame}>
        <Navigation route={route} />
        <main className={styles.content}>
          <Screen route={route} />
        </main>
        <Announcer />
        <UnlockDialog />
        <PinDialog />
      </div>
    </FluentProvider>
  );
}
