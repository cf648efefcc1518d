/**
 * Loaded before the service: its scheduler is dead, for no timer that it sets ever fires. The watchdog's clock is quick: between two looks,
 * which are five minutes apart as ever, hardly any time passes for whoever waits outside. Nothing else is changed.
 */
const LOOK_MS = 5 * 60_000;
const SHOWN_AS_MS = 15;
const RealDate = Date;
const realTimeout: (act: () => void, ms: number, ...more: unknown[]) => NodeJS.Timeout = globalThis.setTimeout;
const realInterval: (act: () => void, ms: number) => NodeJS.Timeout = globalThis.setInterval;
let aheadMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...given: [] | [number]) {
    super(given[0] ?? RealDate.now() + aheadMs);
  }

  static override now(): number {
    return RealDate.now() + aheadMs;
  }
} as DateConstructor;

globalThis.setTimeout = ((act: () => void, ms = 0, ...more: unknown[]): NodeJS.Timeout => {
  const by = new Error().stack ?? '';
  if (/new Scheduler|Scheduler\./.test(by)) return realInterval(() => {}, 1_000_000).unref();
  return ms === LOOK_MS && by.includes('#lookIn') ? lookSoon(act) : realTimeout(act, ms, ...more);
}) as typeof setTimeout;

/** Not while something is being sent: that takes as long as it takes. */
function lookSoon(act: () => void): NodeJS.Timeout {
  const timer = realInterval(() => {
    if (process.getActiveResourcesInfo().includes('TCPSocketWrap')) return;
    clearInterval(timer);
    aheadMs += LOOK_MS;
    act();
  }, SHOWN_AS_MS);
  return timer;
}
