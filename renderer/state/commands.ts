import type { ShellCommand } from '../../electron/contract/index.ts';
import { goTo, type Route } from './route.ts';
import { shell } from './shell.ts';

/** Goes where the menu, the tray or a second start want to go. */
export function followCommands(): void {
  shell.onCommand((command) => goTo(routeOf(command)));
}

function routeOf(command: ShellCommand): Route {
  if ('newPlan' in command) return { screen: 'new-plan' };
  return command.go === 'about' ? { screen: 'settings', part: 'about' } : { screen: command.go };
}
