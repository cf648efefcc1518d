import type { Prng } from '../support/prng.ts';

export interface Known {
  /** Channels that the shell answers on, and the calls behind `strongroom:ask` with the fields of each. */
  readonly channels: readonly string[];
  readonly calls: readonly (readonly [string, readonly string[]])[];
}

/**
 * One message that no page of ours would send. It stands alone, so that it can be carried into a page. What it makes can
 * be understood where it only reads; whatever changes something is at least wrong in its type, its name or its path.
 */
export function hostileMessage(random: Prng, known: Known): { channel: string; args: unknown[] } {
  const words = [
    '',
    ' ',
    'en ',
    'null',
    '0',
    '[object Object]',
    '../../etc/passwd',
    '/',
    '/etc',
    'C:\\Windows',
    '\\\\server\\share',
    'file:///etc/passwd',
    'app://strongroom/index.html',
    '~',
    '.',
    'a\u0000b',
    '\ud800',
    '\u202egnp.exe',
    '%2e%2e%2f',
    '${7*7}',
    "'; DROP TABLE plans; --",
    '<img src=x onerror=alert(1)>',
    '__proto__',
    'constructor',
    'x'.repeat(600),
    'ä'.repeat(9000),
    '*'.repeat(900),
  ];
  const polluting = '{"__proto__":{"polluted":1,"ok":true},"constructor":{"prototype":{"polluted":1}},"toString":1}';
  const deep = (depth: number) => {
    let value: unknown = 'bottom';
    for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { plan: value, path: value };
    return value;
  };
  const circle = () => {
    const value: unknown[] = [];
    value.push(value, { plan: value });
    return value;
  };
  const simple: (() => unknown)[] = [
    () => undefined,
    () => null,
    () => false,
    () => random.pick([Number.NaN, Number.POSITIVE_INFINITY, -1, 1e308, -(2 ** 53), 2 ** 53]),
    () => 2n ** 70n,
    () => random.pick(words),
    () => new Date(Number.NaN),
    () => /(a+)+$/,
    () => new Uint8Array(random.int(0, 300)),
    () => new Map([[random.pick(words), random.pick(words)]]),
    () => new Set([random.pick(words)]),
    () => new Error(random.pick(words)),
    () => JSON.parse(polluting),
    () => Array.from({ length: random.int(0, 2000) }),
    () => deep(random.int(2, 400)),
    circle,
  ];
  const value = (depth: number): unknown => {
    const kind = depth > 3 ? 0 : random.int(0, 9);
    if (kind === 1) return Array.from({ length: random.int(0, 5) }, () => value(depth + 1));
    if (kind === 2) {
      const names = ['plan', 'path', 'kind', 'target', 'sources', 'to', ...words];
      return Object.fromEntries(Array.from({ length: random.int(0, 5) }, () => [random.pick(names), value(depth + 1)]));
    }
    return random.pick(simple)();
  };
  const anything = () => Array.from({ length: random.int(1, 4) }, () => value(0));

  const strangers = [
    'strongroom:',
    'strongroom:ask ',
    'STRONGROOM:ASK',
    'strongroom:topic',
    'ELECTRON_BROWSER_REQUIRE',
  ];
  const kind = random.int(0, 9);
  if (kind === 0) return { channel: random.pick([...strangers, ...words]), args: anything() };
  if (kind <= 3) return { channel: random.pick(known.channels), args: anything() };
  // A call by its name, with its own fields and values of any kind in them; now and then of another call.
  const [call, fields] = random.pick(known.calls);
  const named = random.chance(0.9) ? fields : random.pick(known.calls)[1];
  const input = random.chance(0.8) ? Object.fromEntries(named.map((name) => [name, value(1)])) : value(0);
  const rest = random.chance(0.05) ? anything() : [];
  return { channel: 'strongroom:ask', args: [random.chance(0.98) ? call : value(0), input, ...rest] };
}
