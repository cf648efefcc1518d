import type { RestoreTarget } from '../../electron/contract/index.ts';
import type { Place } from './restore-place.ts';
import { Store, useStore } from './store.ts';
import { tell } from './told.ts';

/** Where the window is. A route holds all that its screen needs, so that going back shows the same again. */
export type Route =
  | { readonly screen: 'home' }
  | { readonly screen: 'plans' }
  /** `from`: the plan that the new one is to be like. */
  | { readonly screen: 'new-plan'; readonly from?: string }
  | { readonly screen: 'edit-plan'; readonly planId: string }
  | { readonly screen: 'plan'; readonly planId: string; readonly newVault?: string }
  /** The beginning of every restore: what happened? */
  | { readonly screen: 'restore' }
  | {
      readonly screen: 'find';
      readonly planId?: string;
      readonly pattern?: string;
      readonly story?: Story;
      readonly deletedOnly?: boolean;
    }
  | {
      readonly screen: 'browse';
      readonly planId: string;
      readonly at: string;
      readonly path: string;
      readonly story?: Story;
    }
  /** Which plan's files to go through, where there are several, and what to mind before. */
  | { readonly screen: 'pick-plan'; readonly story: Story }
  /** `at`: a point that holds the file, to go on with where its versions cannot be told. */
  | {
      readonly screen: 'versions';
      readonly planId: string;
      readonly path: string;
      readonly at: string;
      readonly story?: Story;
    }
  /** Where what was chosen goes, and then, once it has been started, how it went. */
  | {
      readonly screen: 'give-back';
      readonly planId: string;
      readonly at: string;
      readonly paths: readonly string[];
      readonly story?: Story;
      /** Where to, where that is known already. */
      readonly place?: Place;
      /** `moved`: the folders here that stand for those of another computer. */
      readonly started?: { readonly jobId: string; readonly target: RestoreTarget; readonly moved?: readonly string[] };
    }
  /** The recovery kit: `why` is that the plan was just made, that somebody wants the page, or that it is time to check it. */
  | {
      readonly screen: 'kit';
      readonly planId: string;
      readonly why: 'new' | 'wanted' | 'check';
      readonly newVault?: string;
    }
  | { readonly screen: 'open-vault' }
  /** A plan that was found in an opened vault becomes one of this computer. */
  | { readonly screen: 'adopt'; readonly planId: string }
  | { readonly screen: 'alarms' }
  | { readonly screen: 'fleet' }
  | { readonly screen: 'history'; readonly planId?: string }
  | { readonly screen: 'settings'; readonly part?: 'about' };

/** Why someone restores; it decides what is offered first. */
export type Story = 'deleted' | 'wrong' | 'look' | 'ransom' | 'new-computer';

const LONGEST_WAY = 100;

const way = new Store<readonly [Route, ...Route[]]>([{ screen: 'home' }]);

/** The newest first. */
export function useRoute(): Route {
  return useStore(way)[0];
}

export function routeNow(): Route {
  return way.get()[0];
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
