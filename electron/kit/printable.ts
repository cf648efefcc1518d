/** One piece of a line: a character as it is, or the number of one that cannot be shown. */
type Piece = string;

/**
 * Cuts a name into what can be printed. What has no picture in the font, and what would steer the text around it (a change of
 * direction, a line end, something invisible), comes out as its number, so that the name can still be told exactly.
 */
export function printable(text: string, shows: (character: string) => boolean): readonly Piece[] {
  return Array.from(text, (character) =>
    character === ' ' || (shows(character) && !STEERS.test(character)) ? character : numberOf(character),
  );
}

/** Controls, marks of direction, joiners, halves of pairs, and every space that is not the usual one. */
const STEERS = /[\p{C}\p{Z}]/u;

function numberOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

export interface Room {
  readonly width: number;
  readonly lines: number;
  /** How wide a piece is. */
  readonly measure: (piece: string) => number;
  /** Stands for so many left out. */
  readonly leftOut: (count: number) => string;
}

/** The pieces in lines that fit; if they are too many, the beginning and the end, and between them how many are left out. */
export function fitted(pieces: readonly Piece[], room: Room): readonly string[] {
  const whole = wrapped(pieces, room);
  if (whole.length <= room.lines) return whole;
  let [most, tooMany] = [0, pieces.length];
  while (tooMany - most > 1) {
    const shown = Math.floor((most + tooMany) / 2);
    if (shortened(pieces, shown, room).length <= room.lines) most = shown;
    else tooMany = shown;
  }
  return shortened(pieces, most, room);
}

function shortened(pieces: readonly Piece[], shown: number, room: Room): readonly string[] {
  const end = Math.floor(shown / 2);
  const mark = Array.from(room.leftOut(pieces.length - shown));
  return wrapped([...pieces.slice(0, shown - end), ...mark, ...pieces.slice(pieces.length - end)], room);
}

function wrapped(pieces: readonly Piece[], { width, measure }: Room): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of pieces) {
    const wide = measure(piece);
    if (line !== '' && used + wide > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += piece;
    used += wide;
  }
  return [...lines, line];
}
