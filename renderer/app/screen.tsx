import { AdoptScreen } from '../screens/adopt-screen.tsx';
import { AlarmsScreen } from '../screens/alarms-screen.tsx';
import { BrowseScreen } from '../screens/browse-screen.tsx';
import { CreateScreen } from '../screens/create-screen.tsx';
import { EditScreen } from '../screens/edit-screen.tsx';
import { FleetScreen } from '../screens/fleet-screen.tsx';
import { FindScreen } from '../screens/find-screen.tsx';
import { GiveBackScreen } from '../screens/give-back-screen.tsx';
import { HistoryScreen } from '../screens/history-screen.tsx';
import { HomeScreen } from '../screens/home-screen.tsx';
import { KitScreen } from '../screens/kit-screen.tsx';
import { OpenVaultScreen } from '../screens/open-vault-screen.tsx';
import { PickPlanScreen } from '../screens/pick-plan-screen.tsx';
import { PlanScreen } from '../screens/plan-screen.tsx';
import { PlansScreen } from '../screens/plans-screen.tsx';
import { RestoreScreen } from '../screens/restore-screen.tsx';
import { SettingsScreen } from '../screens/settings-screen.tsx';
import { VersionsScreen } from '../screens/versions-screen.tsx';
import type { Route } from '../state/route.ts';

/** The screen of a route. A key makes a screen anew where what it is about changes. */
export function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'home':
      return <HomeScreen />;
    case 'new-plan':
      return <CreateScreen key={route.from ?? ''} from={route.from} />;
    case 'plans':
      return <PlansScreen />;
    case 'edit-plan':
      return <EditScreen key={route.planId} planId={route.planId} />;
    case 'plan':
      return <PlanScreen key={route.planId} planId={route.planId} newVault={route.newVault} />;
    case 'browse':
      return <BrowseScreen key={route.planId} {...route} />;
    case 'find':
      return <FindScreen key={route.planId ?? ''} {...route} />;
    case 'restore':
      return <RestoreScreen />;
    case 'pick-plan':
      return <PickPlanScreen story={route.story} />;
    case 'versions':
      return <VersionsScreen {...route} />;
    case 'give-back':
      return <GiveBackScreen {...route} />;
    case 'alarms':
      return <AlarmsScreen />;
    case 'fleet':
      return <FleetScreen />;
    case 'history':
      return <HistoryScreen key={route.planId ?? ''} planId={route.planId} />;
    case 'settings':
      return <SettingsScreen part={route.part} />;
    case 'adopt':
      return <AdoptScreen key={route.planId} planId={route.planId} />;
    case 'kit':
      return <KitScreen key={`${route.planId} ${route.why}`} {...route} />;
    case 'open-vault':
      return <OpenVaultScreen />;
  }
}
