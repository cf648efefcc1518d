import { type RawPath, shownPath, textOf } from '../base/index.ts';

/**
 * Turns a path of the tree into one that this system can hold, component by component. Answers undefined for one that no
 * restore may write: empty, `.`, `..`, or with a NUL. On Windows what it cannot hold is written as
 * `%xx`, which says what it was.
 */
export function targetName(path: RawPath, system: NodeJS.Platform = process.platform): RawPath | undefined {
  const components = path.split('/');
  if (components.some((name) => name === '' || name === '.' || name === '..' || name.includes('\0'))) return undefined;
  return (system === 'win32' ? components.map(windowsName).join('/') : path) as RawPath;
}

// Whatever stands before the space, and these. Never `\p{Cc}`: half of it are bytes that UTF-8 is made of.
const FORBIDDEN = /[^\u0020-\u00ff]|["*:<>?\\|]/g;
const NOT_ASCII = /[\u0080-\u00ff]/g;
/** Digits raised as in `COM¹` count too, and so do spaces in front of the dot. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)([0-9]|\u00c2[\u00b9\u00b2\u00b3])) *(?=\.|$)/i;

function windowsName(name: string): string {
  const held = asText(name).replace(FORBIDDEN, escapeByte).replace(/[. ]$/, escapeByte);
  return RESERVED.test(held.trimEnd()) ? escapeByte(held.charAt(0)) + held.slice(1) : held;
}

// Programs that unpack take a backslash for a separator, control characters for other signs, and `C:` for a drive.
const NOT_IN_ZIP = /[^ -\u007e\u0080-\u00ff]|\\/g;
const DRIVE = /^(\w+):/;

/** A path as a ZIP can hold it, wherever it is unpacked: text, and what is none as `%xx`. */
export function zipName(path: RawPath): string {
  const text = path.split('/').map(asText).join('/').replace(NOT_IN_ZIP, escapeByte);
  return shownPath(text as RawPath).path.replace(DRIVE, '$1%3a');
}

function asText(name: string): string {
  return textOf(name as RawPath) === undefined ? name.replace(NOT_ASCII, escapeByte) : name;
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
