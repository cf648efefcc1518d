/**
 * What is odd about a content. `strange`: its name promises a kind that can be recognised, and it looks like noise, or is one byte over and over. `opaque`: it looks like
 * noise, and nothing tells what it should be. `locked`: an archive that asks for a password.
 */
export type Look = 'strange' | 'opaque' | 'locked';

const SAMPLE_BYTES = 4096;
/** Less than this says nothing. */
const LEAST_BYTES = 48;
/** From this size on a text is looked at in its midst too: some encrypt only stretches of a file. */
const MIDST_FROM_BYTES = 4 * SAMPLE_BYTES;
/** Noise comes to 255 +- 23, whatever the number of bytes; packed data without a known beginning to little more; texts to thousands. */
const NOISE_MAX = 400;
/** Of noise 37 % are printable; of Base64 and other plain texts nearly all. */
const PLAIN_SHARE = 0.75;
const PRINTABLE_FROM = 0x20;
const PRINTABLE_TO = 0x7f;
/** Settles most texts without counting. */
const GLANCE_BYTES = 64;

/** Kinds that begin as they always do, or hold text or tables: noise is not what belongs under such a name. */
const RECOGNISABLE = new Set(
  `7z accdb avi bmp bz2 cab chm dll doc docm docx dot dotx dwg eml epub exe flac gif gz heic ico jar jp2 jpeg jpg lnk m4a m4v mdb mkv mov
  mp3 mp4 mpg msg msi odp ods odt ogg one otf ost pdf png pot potx pps ppsx ppt pptm pptx ps psd pst pub rar rtf sqlite tar tif tiff ttf
  vsd vsdx wav webm webp wma wmv woff woff2 wps et dps xls xlsb xlsm xlsx xlt xltx xps xz zip ofd bak_sql dbf
  asc asp aspx bat c cfg cmd conf cpp cs css csv go h htm html ics ini java js json jsx kt log lua md php pl ps1 py r rb reg rs sh sql
  srt svg tex toml ts tsv tsx txt url vb vbs vcf xhtml xml xsd xsl yaml yml`.split(/\s+/),
);

/** How known kinds begin: bytes as hexadecimal digits, `..` for any, with where they stand. */
const BEGINNINGS: readonly (readonly [at: number, hex: string])[] = [
  [0, '25504446'], // PDF
  [0, '504b0304'], // ZIP, and the office documents that are ones
  [0, '504b0506'],
  [0, '504b0708'],
  [0, 'd0cf11e0a1b11ae1'], // older office documents, MSI, MSG
  [0, 'ffd8ff'], // JPEG
  [0, '89504e470d0a1a0a'], // PNG
  [0, '47494638'], // GIF
  [0, '424d'], // BMP
  [0, '49492a00'], // TIFF and many raw photos
  [0, '4d4d002a'],
  [0, '49492b00'],
  [0, '46554a4946494c4d'], // other raw photos
  [0, '4949524f'],
  [0, '49495500'],
  [0, '38425053'], // PSD
  [0, '52494646'], // WAV, AVI, WEBP
  [4, '66747970'], // MP4, MOV, HEIC
  [4, '6d6f6f76'],
  [4, '6d646174'],
  [4, '77696465'],
  [0, '1a45dfa3'], // Matroska, WebM
  [0, '3026b2758e66cf11'], // WMA, WMV
  [0, '494433'], // MP3
  [0, 'fffb'],
  [0, 'fff3'],
  [0, 'fff2'],
  [0, 'fffa'],
  [0, '664c6143'], // FLAC
  [0, '4f676753'], // Ogg
  [0, '000001ba'], // MPEG
  [0, '4740'],
  [0, '000001b3'],
  [0, '1f8b'], // gzip
  [0, '425a68'], // bzip2
  [0, 'fd377a585a00'], // xz
  [0, '28b52ffd'], // Zstandard
  [0, '04224d18'], // LZ4
  [0, '377abcaf271c'], // 7z
  [0, '526172211a07'], // RAR
  [0, '4d534346'], // CAB
  [0, '49545346'], // CHM
  [0, '213c617263683e'], // ar, deb
  [0, 'edabeedb'], // RPM
  [257, '7573746172'], // tar
  [0, '4d5a'], // Windows programs
  [0, '7f454c46'], // ELF
  [0, 'cafebabe'], // Java, Mach-O
  [0, 'cffaedfe'],
  [0, '0061736d'], // WebAssembly
  [0, '53514c69746520666f726d6174'], // SQLite
  [4, '5374616e64617264204a6574'], // Access
  [4, '5374616e6461726420414345'],
  [0, '2142444e'], // Outlook's PST, OST
  [0, '4143'], // DWG: AC10..
  [0, '4c00000001140200'], // LNK
  [0, '25215053'], // PostScript
  [0, '774f4646'], // WOFF
  [0, '774f4632'],
  [0, '0001000000'], // TrueType
  [0, '4f54544f'], // OpenType
  [0, '0000000c6a502020'], // JPEG 2000
  [0, '00000100'], // ICO
  [0, 'e4525c7b8cd8a74d'], // OneNote
  [0, '54415045'], // backups of SQL Server
  [0, '7061636b'], // Git's PACK
  [0, '5041434b'],
  [0, '4449524300'],
  [0, '78..'], // Git's objects: zlib
  [0, '6167652d656e6372797074696f6e2e6f7267'], // age
  [0, '85..'], // OpenPGP
  [0, '2d2d2d2d2d424547494e'], // PEM
];
const BEGUN = BEGINNINGS.map(([at, hex]) => ({
  at,
  bytes: (hex.match(/../g) ?? []).map((pair) => (pair === '..' ? -1 : Number.parseInt(pair, 16))),
}));

/** By the first byte of what stands at the very beginning; the others are asked for each time. */
const BEGUN_WITH = Map.groupBy(
  BEGUN.filter(({ at }) => at === 0),
  ({ bytes }) => bytes[0],
);
const BEGUN_LATER = BEGUN.filter(({ at }) => at > 0);

const counts = new Uint32Array(256);

/** `content`: all of a small file, or as much of the beginning of a large one as is at hand. `extension`: lower case, without its dot. */
export function lookOf(content: Uint8Array, extension: string): Look | undefined {
  if (content.length < LEAST_BYTES) return undefined;
  if (isLockedZip(content)) return 'locked';
  const isNamed = RECOGNISABLE.has(extension);
  if (isKnownKind(content)) return undefined;
  const isOdd =
    isNoise(content, 0) ||
    (isNamed && isWiped(content)) ||
    (isNamed && content.length >= MIDST_FROM_BYTES && isNoise(content, content.length >> 1));
  if (!isOdd) return undefined;
  return isNamed ? 'strange' : 'opaque';
}

/** Lower case, without its dot; empty where there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** Bit 0 of the flags of the first entry. */
function isLockedZip(content: Uint8Array): boolean {
  const isZip = content[0] === 0x50 && content[1] === 0x4b && content[2] === 3 && content[3] === 4;
  return isZip && ((content[6] ?? 0) & 1) === 1;
}

function isKnownKind(content: Uint8Array): boolean {
  const candidates = BEGUN_WITH.get(content[0]);
  if (candidates?.some(({ at, bytes }) => begins(content, at, bytes))) return true;
  return BEGUN_LATER.some(({ at, bytes }) => content[at] === bytes[0] && begins(content, at, bytes));
}

function begins(content: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => byte === -1 || content[at + i] === byte);
}

/** By Pearson's chi-squared test against bytes that are all as likely. */
function isNoise(content: Uint8Array, from: number): boolean {
  if (printableShare(content, from, from + GLANCE_BYTES) > PLAIN_SHARE) return false;
  const end = Math.min(content.length, from + SAMPLE_BYTES);
  const length = end - from;
  counts.fill(0);
  for (let i = from; i < end; i++) counts[content[i] as number] = (counts[content[i] as number] as number) + 1;
  let squares = 0;
  for (let byte = 0; byte < 256; byte++) squares += (counts[byte] as number) ** 2;
  if ((256 * squares) / length - length > NOISE_MAX) return false;
  let printable = 0;
  for (let byte = PRINTABLE_FROM; byte < PRINTABLE_TO; byte++) printable += counts[byte] as number;
  return printable / length < PLAIN_SHARE;
}

/** One byte over and over. */
function isWiped(content: Uint8Array): boolean {
  const end = Math.min(content.length, SAMPLE_BYTES);
  for (let i = 1; i < end; i++) if (content[i] !== content[0]) return false;
  return true;
}

function printableShare(content: Uint8Array, from: number, to: number): number {
  const end = Math.min(content.length, to);
  let printable = 0;
  for (let i = from; i < end; i++)
    if ((content[i] as number) >= PRINTABLE_FROM && (content[i] as number) < PRINTABLE_TO) printable++;
  return printable / (end - from);
}
