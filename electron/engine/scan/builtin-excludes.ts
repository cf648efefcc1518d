export interface BuiltinExclude {
  readonly pattern: string;
  /** A key of the sentence that says why. */
  readonly why:
    | 'own-leftover'
    | 'trash'
    | 'cache'
    | 'system-memory'
    | 'system-index'
    | 'thumbnail'
    | 'lock'
    | 'temporary'
    | 'pseudo';
}

const EVERYWHERE: readonly BuiltinExclude[] = [
  { pattern: '.strongroom-part-*', why: 'own-leftover' },
  { pattern: '.strongroom-undo-*', why: 'own-leftover' },
];

const LINUX: readonly BuiltinExclude[] = [
  { pattern: '/proc', why: 'pseudo' },
  { pattern: '/sys', why: 'pseudo' },
  { pattern: '/dev', why: 'pseudo' },
  { pattern: '/run', why: 'pseudo' },
  { pattern: '/tmp/.*-unix', why: 'temporary' },
  { pattern: 'lost+found', why: 'system-index' },
  { pattern: '.Trash-[0-9]*', why: 'trash' },
  { pattern: '**/.local/share/Trash', why: 'trash' },
  { pattern: '.cache', why: 'cache' },
  { pattern: '.gvfs', why: 'pseudo' },
];

const WINDOWS: readonly BuiltinExclude[] = [
  { pattern: 'pagefile.sys', why: 'system-memory' },
  { pattern: 'hiberfil.sys', why: 'system-memory' },
  { pattern: 'swapfile.sys', why: 'system-memory' },
  { pattern: '$RECYCLE.BIN', why: 'trash' },
  { pattern: 'System Volume Information', why: 'system-index' },
  { pattern: 'Thumbs.db', why: 'thumbnail' },
  { pattern: '~$*.{doc,docx,docm,xls,xlsx,xlsm,ppt,pptx,pptm}', why: 'lock' },
  { pattern: '**/AppData/Local/Temp', why: 'temporary' },
  { pattern: '**/AppData/Local/Microsoft/Windows/INetCache', why: 'cache' },
  { pattern: '**/AppData/Local/*/*/User Data/*/{Cache,Code Cache,GPUCache}', why: 'cache' },
  { pattern: '**/AppData/Local/Mozilla/Firefox/Profiles/*/cache2', why: 'cache' },
];

const MAC: readonly BuiltinExclude[] = [
  { pattern: '.DS_Store', why: 'thumbnail' },
  { pattern: '.Trash', why: 'trash' },
  { pattern: '.Trashes', why: 'trash' },
  { pattern: '.Spotlight-V100', why: 'system-index' },
  { pattern: '.fseventsd', why: 'system-index' },
  { pattern: '**/Library/Caches', why: 'cache' },
];

/** What is left out on each system unless it is chosen itself. Only what the system or a program makes again by itself: never documents. */
export function builtinExcludes(system: NodeJS.Platform = process.platform): readonly BuiltinExclude[] {
  const own = system === 'win32' ? WINDOWS : system === 'darwin' ? MAC : LINUX;
  return [...EVERYWHERE, ...own];
}
