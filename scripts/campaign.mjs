import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { modules, node24 } from './parts/place.mjs';
import { end, run, say } from './parts/run.mjs';

const usage = `usage: npm run campaign -- [--seed N] [--trees 200] [--kills 100] [--flips 500] [--damages 60] [--pairs 1000] [--moments 200] [--alarm-months 6] [--attacks 100] [--days 300] [--months 60] [only ...]
What the tests do a few times, many times over: random trees, kills, changed bytes. "only" names parts: trees kills flips steps damages
pairs (two computers at work in one vault) ways (requests that fail on their way to an object store) breaks (runs that were killed and go on) merges (a new full of a chain, killed and damaged) mends (kills of a repair) places (kills while a copy becomes the first place) far (kills while an object
store is cleaned up) copies (between all kinds of places, in the clear and encrypted) moments (a share whose server is killed or frozen)
alarms (simulated months: none missed, none told twice, and how long it took from a fault to its alarm)
brake (attacks that must be held, ordinary days that must not) month (schedules through months in which everything happens).`;

/** Each part: its test, and how often it is to be done. */
const parts = {
  trees: { test: 'test/journey/engine-random-trees', env: ({ trees }) => ({ STRONGROOM_TREES: trees }) },
  kills: { test: 'test/fault/kill', env: ({ kills }) => ({ STRONGROOM_KILLS: kills }) },
  flips: {
    test: 'test/fault/flipped-byte',
    env: ({ flips }) => ({ STRONGROOM_VOLUME_FLIPS: flips, STRONGROOM_EVERY: '1' }),
  },
  steps: { test: 'test/fault/kill-prune', env: () => ({ STRONGROOM_EVERY: '1' }) },
  breaks: { test: 'test/fault/interrupted', env: () => ({ STRONGROOM_EVERY: '1' }) },
  merges: {
    test: 'test/fault/consolidate',
    env: ({ kills }) => ({ STRONGROOM_KILLS: kills, STRONGROOM_EVERY: '1' }),
  },
  mends: { test: 'test/fault/kill-repair', env: () => ({ STRONGROOM_EVERY: '1' }) },
  places: { test: 'test/fault/kill-promote', env: () => ({ STRONGROOM_EVERY: '1' }) },
  ways: { test: 'test/fault/s3-way', env: () => ({ STRONGROOM_EVERY: '1' }) },
  damages: { test: 'test/fault/damaged-restore', env: ({ damages }) => ({ STRONGROOM_DAMAGES: damages }) },
  far: { test: 'test/fault/kill-copy-prune', env: () => ({ STRONGROOM_EVERY: '1' }) },
  copies: { test: 'test/journey/copies-between', env: () => ({ STRONGROOM_EACH_PAIR: '1' }) },
  pairs: { test: 'test/fault/two-machines', env: ({ pairs }) => ({ STRONGROOM_PAIRS: pairs }) },
  brake: {
    test: 'test/fault/suspicious-change',
    env: ({ attacks, days }) => ({ STRONGROOM_ATTACKS: attacks, STRONGROOM_DAYS: days }),
  },
  month: { test: 'test/fault/simulated-month', env: ({ months }) => ({ STRONGROOM_MONTHS: months }) },
  alarms: {
    test: 'test/journey/alarm-month',
    env: (wanted) => ({ STRONGROOM_ALARM_MONTHS: wanted['alarm-months'], STRONGROOM_LOOK_MINUTES: '5' }),
  },
  moments: { test: 'test/fault/struck-share', env: ({ moments }) => ({ STRONGROOM_MOMENTS: moments }) },
};

function counts() {
  const text = (value) => ({ type: 'string', default: value });
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: text(String(Math.floor(Math.random() * 1_000_000))),
      trees: text('200'),
      kills: text('100'),
      flips: text('500'),
      damages: text('60'),
      pairs: text('1000'),
      moments: text('200'),
      'alarm-months': text('6'),
      attacks: text('100'),
      days: text('300'),
      months: text('60'),
      help: { type: 'boolean' },
    },
  });
  const unknown = positionals.filter((name) => !(name in parts));
  const wrong = Object.values(values).filter((value) => typeof value === 'string' && !/^[0-9]+$/.test(value));
  if (unknown.length > 0 || wrong.length > 0)
    throw new Error(`not understood: ${[...unknown, ...wrong].join(', ')}\n${usage}`);
  return { ...values, only: positionals.length > 0 ? positionals : Object.keys(parts) };
}

function play(wanted) {
  if (wanted.help) {
    console.log(usage);
    return 0;
  }
  say(`campaign with seed ${wanted.seed}`);
  const failed = wanted.only.filter((name) => {
    const { test, env } = parts[name];
    const started = performance.now();
    const args = [
      join(modules, 'vitest', 'vitest.mjs'),
      'run',
      '--project=journey',
      '--reporter=dot',
      '--testTimeout=3600000',
      test,
    ];
    try {
      run(node24(), args, { env: { ...process.env, ...env(wanted), STRONGROOM_SEED: wanted.seed } });
      say(`${name}: ok, ${Math.round((performance.now() - started) / 1000)} s`);
      return false;
    } catch {
      say(`${name}: FAILED; again with: npm run campaign -- --seed ${wanted.seed} ${name}`);
      return true;
    }
  });
  return failed.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await end(() => play(counts()));
