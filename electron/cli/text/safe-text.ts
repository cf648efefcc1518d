/**
 * What a terminal would obey or hide instead of showing: control characters, and the marks that turn the direction of
 * writing around or have no width. Joiners (U+200C, U+200D) stay: whole scripts and emoji are spelled with them.
 */
const TRICKS = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Text that a file name or a foreign machine brought, made safe to print on one line. */
export function safeText(text: string): string {
  return text.toWellFormed().replace(TRICKS, (trick) => {
    const code = (trick.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `\\u{${code}}`;
  });
}

/** JSON on one line that a terminal shows as it is; a parser reads the same values. */
export function safeJson(document: unknown): string {
  return JSON.stringify(document).replace(TRICKS, (trick) =>
    Array.from({ length: trick.length }, (_, at) => unicodeEscape(trick.charCodeAt(at))).join(''),
  );
}

function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
