import { SingleBar } from 'cli-progress';
import type { Progress } from '../contract/index.ts';
import type { Formats, Words } from '../words/index.ts';
import { cutToWidth } from './text/display-width.ts';
import { createRate } from './rate.ts';

const BAR_COLUMNS = 20;

export interface ShownProgress {
  readonly show: (sample: Progress) => void;
  readonly stop: () => void;
}

/** One line at the foot of the terminal, drawn over itself and wiped at the end. */
export function startProgress({ words, formats }: { words: Words; formats: Formats }): ShownProgress {
  const rate = createRate(() => performance.now());
  const bar = new SingleBar({
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
    format: (_options, _params, payload: { line: string }) =>
      cutToWidth(payload.line, (process.stderr.columns || 80) - 1),
  });
  let isStarted = false;

  return {
    show(sample) {
      const line = progressLine({ words, formats }, sample, rate(sample));
      if (isStarted) bar.update({ line });
      else bar.start(1, 0, { line });
      isStarted = true;
    },
    stop() {
      if (isStarted) bar.stop();
      isStarted = false;
    },
  };
}

/** The sample in words: phase, share where it can be known, files, bytes, rate. */
export function progressLine(
  { words, formats }: { words: Words; formats: Formats },
  sample: Progress,
  bytesPerSecond: number,
): string {
  const told = {
    phase: words(`phase.${sample.phase}`),
    count: formats.count(Math.max(sample.files.seen, sample.files.done)),
    bytes: formats.bytes(Math.max(sample.bytes.seen, sample.bytes.done)),
    rate: formats.bytes(bytesPerSecond),
  };
  if (told.count === '0' && told.bytes === formats.bytes(0)) return told.phase;
  const share = shareOf(sample);
  const line =
    share === undefined
      ? words('cli.progress.line-rate', told)
      : words('cli.progress.line-share', { ...told, bar: drawn(share), share: formats.share(share) });
  return sample.gaps === 0 ? line : words('cli.progress.gaps', { line, count: sample.gaps });
}

/** What is done of what is expected. An estimate from the last recovery point may be too small: never more than 99 %. */
export function shareOf({ bytes, files }: Progress): number | undefined {
  const { expected, seen, done } = bytes.expected ? bytes : files;
  if (!expected) return undefined;
  return Math.min(0.99, Math.max(seen, done) / expected);
}

function drawn(share: number): string {
  const full = Math.round(share * BAR_COLUMNS);
  return `[${'='.repeat(full)}${'-'.repeat(BAR_COLUMNS - full)}]`;
}
