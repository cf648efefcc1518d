import type { Language } from '../contract/index.ts';

/** Sizes, counts and times as the language writes them. Sizes count in 1024s, as the file manager of Windows does. */
export interface Formats {
  readonly bytes: (sizeBytes: number) => string;
  readonly count: (n: number) => string;
  readonly share: (ratio: number) => string;
  readonly time: (iso: string) => string;
  readonly seconds: (elapsed: number) => string;
  readonly days: (n: number) => string;
}

const UNITS = ['KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Nothing is made before it is asked for: the first of them costs a process 15 ms, and who wants JSON needs none. */
export function createFormats(language: Language, timeZone?: string): Formats {
  const count = whenNeeded(() => new Intl.NumberFormat(language));
  const share = whenNeeded(() => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }));
  const time = whenNeeded(
    () =>
      new Intl.DateTimeFormat(language, {
        dateStyle: 'medium',
        timeStyle: 'short',
        ...(timeZone === undefined ? {} : { timeZone }),
      }),
  );
  const unit = (value: number, name: string, maximumFractionDigits = 0, unitDisplay: 'long' | 'short' = 'short') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits }).format(value);

  return {
    count: (n) => count().format(n),
    days: (n) => unit(n, 'day', 0, 'long'),
    share: (ratio) => share().format(ratio),
    time: (iso) => time().format(new Date(iso)),
    bytes(sizeBytes) {
      if (sizeBytes < 1024) return unit(sizeBytes, 'byte', 0, 'long');
      let value = sizeBytes / 1024;
      let step = 0;
      // 1023.6 KB would be printed as 1,024 KB: the next unit starts a little early.
      while (value >= 1023.5 && step < UNITS.length - 1) {
        value /= 1024;
        step += 1;
      }
      const maximumFractionDigits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
      return `${new Intl.NumberFormat(language, { maximumFractionDigits }).format(value)} ${UNITS[step]}`;
    },
    seconds(elapsed) {
      if (elapsed < 59.5) return unit(elapsed, 'second', elapsed < 10 ? 1 : 0);
      const whole = Math.round(elapsed);
      const hours = Math.floor(whole / 3600);
      const parts = [
        hours > 0 ? unit(hours, 'hour') : '',
        unit(Math.floor((whole % 3600) / 60), 'minute'),
        hours > 0 ? '' : unit(whole % 60, 'second'),
      ];
      return parts.filter((part) => part !== '').join(' ');
    },
  };
}

function whenNeeded<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
