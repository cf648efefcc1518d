import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  Alert20Filled,
  Alert20Regular,
  ArrowCounterclockwise20Filled,
  ArrowCounterclockwise20Regular,
  ArrowLeft20Regular,
  DesktopArrowDown20Filled,
  DesktopArrowDown20Regular,
  DesktopPulse20Filled,
  DesktopPulse20Regular,
  History20Filled,
  History20Regular,
  Home20Filled,
  Home20Regular,
  Settings20Filled,
  Settings20Regular,
  ShieldTask20Filled,
  ShieldTask20Regular,
} from '@fluentui/react-icons';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { useHasNeighbours } from '../state/fleet.ts';
import { useSpeech } from '../state/language.ts';
import { goBack, goTo, type Route, useCanGoBack } from '../state/route.ts';
import { useAlarmBoard } from '../state/topics.ts';
import { NavItem } from '../ui/nav-item.tsx';
import { Logo } from '../ui/logo.tsx';
import { useIsTight } from '../ui/use-narrow.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: '12px 8px',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowY: 'auto',
    overflowX: 'hidden',
    scrollbarWidth: 'thin',
  },
  brand: { display: 'flex', alignItems: 'center', gap: '10px', padding: '0 8px 12px', height: '32px' },
  name: { flexGrow: 1 },
  rest: { flexGrow: 1 },
});

const RESTORING: ReadonlySet<Route['screen']> = new Set([
  'restore',
  'find',
  'pick-plan',
  'browse',
  'versions',
  'give-back',
]);

/** The bar on the left: the few places that can be gone to from everywhere. */
export function Navigation({ route }: { route: Route }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const canGoBack = useCanGoBack();
  const isTight = useIsTight();
  const hasNeighbours = useHasNeighbours();
  const alarms = useAlarmBoard()?.alarms.length ?? 0;
  const isPlans = ['plans', 'plan', 'new-plan', 'edit-plan', 'kit'].includes(route.screen);

  return (
    <nav className={styles.bar} aria-label={words('window.nav.label')}>
      <div className={styles.brand}>
        {!isTight && (
          <>
            <Logo />
            <Text size={400} weight="semibold" className={styles.name}>
              {words('window.app.name')}
            </Text>
          </>
        )}
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowLeft20Regular />}
          aria-label={words('window.nav.back')}
          title={words('window.nav.back')}
          disabled={!canGoBack}
          onClick={goBack}
        />
      </div>
      <NavItem
        icon={<Home20Regular />}
        chosenIcon={<Home20Filled />}
        isChosen={route.screen === 'home'}
        onGo={() => goTo({ screen: 'home' })}
      >
        {words('window.nav.home')}
      </NavItem>
      <NavItem
        icon={<Alert20Regular />}
        chosenIcon={<Alert20Filled />}
        isChosen={route.screen === 'alarms'}
        onGo={() => goTo({ screen: 'alarms' })}
        {...(alarms > 0 && { badge: alarms, label: words('window.alarms.nav-count', { count: alarms }) })}
      >
        {words('window.alarms.nav')}
      </NavItem>
      <NavItem
        icon={<ShieldTask20Regular />}
        chosenIcon={<ShieldTask20Filled />}
        isChosen={isPlans}
        onGo={() => goTo({ screen: 'plans' })}
      >
        {words('window.nav.plans')}
      </NavItem>
      <NavItem
        icon={<ArrowCounterclockwise20Regular />}
        chosenIcon={<ArrowCounterclockwise20Filled />}
        isChosen={RESTORING.has(route.screen)}
        onGo={() => goTo({ screen: 'restore' })}
      >
        {words('window.nav.restore')}
      </NavItem>
      <NavItem
        icon={<History20Regular />}
        chosenIcon={<History20Filled />}
        isChosen={route.screen === 'history'}
        onGo={() => goTo({ screen: 'history' })}
      >
        {words('window.nav.history')}
      </NavItem>
      {/* A computer that has its place for itself has nothing to look at there. */}
      {(hasNeighbours || route.screen === 'fleet') && (
        <NavItem
          icon={<DesktopPulse20Regular />}
          chosenIcon={<DesktopPulse20Filled />}
          isChosen={route.screen === 'fleet'}
          onGo={() => goTo({ screen: 'fleet' })}
        >
          {words('window.nav.fleet')}
        </NavItem>
      )}
      <div className={styles.rest} />
      <NavItem
        icon={<DesktopArrowDown20Regular />}
        chosenIcon={<DesktopArrowDown20Filled />}
        isChosen={route.screen === 'open-vault'}
        onGo={() => goTo({ screen: 'open-vault' })}
      >
        {words('window.nav.open-vault')}
      </NavItem>
      <NavItem
        icon={<Settings20Regular />}
        chosenIcon={<Settings20Filled />}
        isChosen={route.screen === 'settings'}
        onGo={() => goTo({ screen: 'settings' })}
      >
        {words('window.nav.settings')}
      </NavItem>
      {!isTight && <LanguageChoice />}
    </nav>
  );
}
