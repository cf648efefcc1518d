/**
 * The rooms of this house and the arrows between them. The import-wall test reads every import and names each
 * one that is not drawn here. A new package is added with the phrase that says what it is for.
 */

export interface Room {
  /** Project path of the folder; the longest match owns a file. */
  readonly folder: string;
  /** The one file that other rooms may import; without it any file of the room. */
  readonly door?: string;
  /** Rooms it may import. */
  readonly rooms: readonly string[];
  /** Packages it may import, each with what for. */
  readonly packages: Readonly<Record<string, string>>;
  /** Modules of Node it may import. */
  readonly builtins: 'all' | readonly string[];
  readonly why: string;
}

/** From low to high: a room of the engine imports those before it and never those after it. */
const engineOrder = [
  'base',
  'place',
  'chunk',
  'crypt',
  'archive',
  'vault',
  'disk',
  'scan',
  'source',
  'catalogue',
  'plan',
  'alarm',
  'notify',
  'pool',
  'run',
  'sets',
  'ledger',
  'verify',
  'backup',
  'watch',
  'prune',
  'copy',
  'restore',
  'browse',
  'due',
  'diagnostics',
] as const;

type EngineRoom = (typeof engineOrder)[number];

interface EngineRow {
  readonly packages?: Readonly<Record<string, string>>;
  readonly builtins?: readonly string[];
  readonly why: string;
}

const engineRows: Record<EngineRoom, EngineRow> = {
  base: {
    packages: { koffi: 'calls into Windows for what Node does not tell of a file' },
    why: 'clock, ids, errors and counters that every room needs',
  },
  place: {
    packages: {
      zod: 'parses credentials files',
      ssh2: 'files over SSH',
      '@aws-sdk/client-s3': 'object stores',
      koffi: 'connections to shares of Windows',
    },
    why: 'where vaults rest: folders, SFTP, object stores; one contract for all',
  },
  chunk: { builtins: ['node:buffer', 'node:crypto'], why: 'pure: bytes in, cuts and hashes out' },
  crypt: {
    packages: {
      'age-encryption': 'headers of age files, and files behind a passphrase',
      '@scure/base': 'the spelling of age keys',
      zod: 'parses key files',
    },
    why: 'age files, the keys of vaults, what proves who wrote a seal',
  },
  archive: {
    packages: { zod: 'parses manifests and seals' },
    why: 'the format: tar, zstd, manifest, seal',
  },
  vault: { packages: { zod: 'parses markers and leases' }, why: 'places that hold sets' },
  disk: {
    packages: { koffi: 'asks Windows for its volumes' },
    why: 'which volumes are connected, and which vault is on which',
  },
  scan: { packages: { picomatch: 'exclude rules' }, why: 'walks the sources' },
  source: {
    packages: { zod: 'parses what makes shadow copies answers' },
    why: 'how a folder or a database is read consistently',
  },
  catalogue: {
    packages: { 'better-sqlite3': 'the two databases', zod: 'parses what a column of JSON holds' },
    why: 'SQLite: plans, runs, points, files',
  },
  plan: {
    packages: { croner: 'calculates the times of a schedule' },
    builtins: [],
    why: 'pure: what is due, what kind, what to keep',
  },
  alarm: { builtins: [], why: 'pure: what alarms follow from how things stand, and how an alarm lives' },
  notify: {
    packages: { nodemailer: 'speaks to mail servers', zod: 'parses what is kept of the channels' },
    why: 'tells people elsewhere: mail, webhook',
  },
  pool: { why: 'the worker threads and what is sent to them' },
  run: { why: 'what every job works with: stop, pause, pace, the record of its run' },
  sets: { why: 'which sets are known, how good each is, what lies in their volumes' },
  ledger: {
    packages: { zod: 'says what is wrong with an input' },
    why: 'the plans of this computer, their places, keys, times and points',
  },
  verify: { why: 'proof that what was sealed can be read' },
  backup: { why: 'from the sources to a sealed set; from a chain to a new full' },
  watch: {
    packages: { zod: 'parses what is kept in notes' },
    why: 'what the watchdog sees, and the other computers of a vault',
  },
  prune: { why: 'what need not stay: planned, then to the trash, then purged' },
  copy: { why: 'sets in further places, and good bytes for what is damaged' },
  restore: {
    packages: { archiver: 'a restore into a zip file', zod: 'parses journals and requests' },
    why: 'files given back, and how that is undone',
  },
  browse: { why: 'looking into points, and finding' },
  due: { why: 'runs by the clock and by events' },
  diagnostics: {
    packages: { archiver: 'a zip file for the supporter' },
    why: 'what a supporter is sent; the self-test',
  },
};

const engineRooms = engineOrder.map((name, height): [string, Room] => {
  const row = engineRows[name];
  return [
    `engine/${name}`,
    {
      folder: `electron/engine/${name}`,
      door: `electron/engine/${name}/index.ts`,
      rooms: ['contract', ...engineOrder.slice(0, height).map((lower) => `engine/${lower}`)],
      packages: row.packages ?? {},
      builtins: row.builtins ?? 'all',
      why: row.why,
    },
  ];
});

const view = {
  react: 'components',
  'react-dom': 'components',
  '@fluentui/react-components': 'the look of a Windows application',
  '@fluentui/react-icons': 'icons',
  recharts: 'sizes and times as pictures',
  'react-i18next': 'sentences in components',
  i18next: 'sentences',
  'pdfjs-dist': 'pictures of the pages of a PDF',
};

const rendererRoom = (name: string, rooms: readonly string[], why: string): [string, Room] => [
  `renderer/${name}`,
  { folder: `renderer/${name}`, rooms, packages: view, builtins: [], why },
];

export const housePlan: Readonly<Record<string, Room>> = Object.fromEntries<Room>([
  [
    'contract',
    {
      folder: 'electron/contract',
      door: 'electron/contract/index.ts',
      rooms: [],
      packages: { zod: 'shapes of what both sides say' },
      builtins: [],
      why: 'calls, topics, shapes, error codes',
    },
  ],
  [
    'words',
    {
      folder: 'electron/words',
      door: 'electron/words/index.ts',
      rooms: ['contract'],
      packages: { i18next: 'plural forms and languages' },
      builtins: [],
      why: 'every sentence for people, in both languages',
    },
  ],
  [
    'kit',
    {
      folder: 'electron/kit',
      door: 'electron/kit/index.ts',
      rooms: ['contract', 'words'],
      packages: {
        pdfkit: 'draws the page',
        fontkit: 'says which characters the font can show',
        uqr: 'the key as a QR code',
      },
      builtins: ['node:buffer', 'node:fs', 'node:zlib'],
      why: 'the recovery kit: one printed page with the recovery key',
    },
  ],
  ...engineRooms,
  [
    'engine',
    {
      folder: 'electron/engine',
      door: 'electron/engine/engine.ts',
      rooms: ['contract', ...engineOrder.map((name) => `engine/${name}`)],
      packages: {},
      builtins: 'all',
      why: 'the only door of the engine',
    },
  ],
  [
    'service',
    {
      folder: 'electron/service',
      rooms: ['contract', 'words', 'kit', 'engine'],
      packages: { zod: 'parses what arrives', pino: 'the log' },
      builtins: 'all',
      why: 'the process of the engine',
    },
  ],
  [
    'cli',
    {
      folder: 'electron/cli',
      // Of the service only what keeps a place that stands still apart: `run-due` has plans of many places.
      rooms: ['contract', 'words', 'kit', 'engine', 'service'],
      packages: { commander: 'arguments', 'cli-progress': 'progress on a terminal', zod: 'parses credentials files' },
      builtins: 'all',
      why: 'arguments in, text or JSON and an exit code out',
    },
  ],
  [
    'main',
    {
      folder: 'electron/main',
      rooms: ['contract', 'words'],
      packages: { electron: 'the shell', 'electron-updater': 'updates', zod: 'parses its small settings file' },
      builtins: 'all',
      why: 'window, tray, dialogs; knows no backup',
    },
  ],
  [
    'preload',
    {
      folder: 'electron/preload',
      rooms: ['contract'],
      packages: { electron: 'the bridge' },
      builtins: [],
      why: 'one small file in the sandbox of the window',
    },
  ],
  rendererRoom('ui', ['words'], 'looks only, knows nothing of backups'),
  rendererRoom('state', ['contract', 'words'], 'what the window knows and asks'),
  rendererRoom('parts', ['contract', 'words', 'renderer/state', 'renderer/ui'], 'pieces that several screens show'),
  rendererRoom(
    'screens',
    ['contract', 'words', 'renderer/state', 'renderer/ui', 'renderer/parts'],
    'one folder or file a screen',
  ),
  rendererRoom(
    'app',
    ['contract', 'words', 'renderer/state', 'renderer/ui', 'renderer/parts', 'renderer/screens'],
    'frame, navigation, start',
  ),
  [
    'renderer',
    {
      folder: 'renderer',
      rooms: ['renderer/app'],
      packages: { react: 'the root', 'react-dom': 'the root' },
      builtins: [],
      why: 'the entry that index.html loads',
    },
  ],
]);
