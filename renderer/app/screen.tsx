import { BrowseScreen } from '../screens/browse-screen.tsx';
import { CreateScreen } from '../screens/create-screen.tsx';
import { FindScreen } from '../screens/find-screen.tsx';
import { HomeScreen } from '../screens/home-screen.tsx';
import { OpenVaultScreen } from '../screens/open-vault-screen.tsx';
import { PlanScreen } from '../screens/plan-screen.tsx';
import { RestoreScreen } from '../screens/restore-screen.tsx';
import type { Route } from '../state/route.ts';

/** The screen of a route. A key makes a screen anew where what it is about changes. */
export function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'home':
      return <HomeScreen />;
    case 'new-plan':
      return <CreateScreen />;
    case 'plan':
      return <PlanScreen key={route.planId} planId={route.planId} newVault={route.newVault} />;
    case 'browse':
      return <BrowseScreen key={route.planId} planId={route.planId} at={route.at} path={route.path} />;
    case 'find':
      return <FindScreen key={route.planId ?? ''} planId={route.planId} pattern={route.pattern ?? ''} />;
    case 'restore':
      return <RestoreScreen planId={route.planId} at={route.at} paths={route.paths} />;
    case 'open-vault':
      return <OpenVaultScreen />;
  }
}
