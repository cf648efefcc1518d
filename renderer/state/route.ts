import { Store, useStore } from './store.ts';
import { tell } from './told.ts';

/** Where the window is. A route holds all that its screen needs, so that going back shows the same again. */
export type Route =
  | { readonly screen: 'home' }
  | { readonly screen: 'new-plan' }
  | { readonly screen: 'plan'; readonly planId: string; readonly newVault?: string }
  | { readonly screen: 'browse'; readonly planId: string; readonly at: string; readonly path: string }
  | { readonly screen: 'find'; readonly planId?: string; readonly pattern?: string }
  | { readonly screen: 'restore'; readonly planId: string; readonly at: string; readonly paths: readonly string[] }
  | { readonly screen: 'open-vault' };

const LONGEST_WAY = 100;

const way = new Store<readonly [Route, ...Route[]]>([{ screen: 'home' }]);

/** The newest first. */
export function useRoute(): Route {
  return useStore(way)[0];
}

export function useCanGoBack(): boolean {
  return useStore(way).length > 1;
}

export function goTo(route: Route): void {
  tell(undefined);
  if (route.screen === 'home') way.set([route]);
  else way.set([route, ...way.get().slice(0, LONGEST_WAY)]);
}

/** Goes on without a step to go back over; a failure just told stays in sight. */
export function showInstead(route: Route): void {
  const [, ...rest] = way.get();
  way.set([route, ...rest]);
}

export function goBack(): void {
  tell(undefined);
  const [, previous, ...rest] = way.get();
  if (previous) way.set([previous, ...rest]);
}
