/** Whether the window is on Windows, where shares have names of their own. */
export function isOnWindows(): boolean {
  return globalThis.navigator?.userAgent.includes('Windows') ?? false;
}
