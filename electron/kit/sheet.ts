// oxlint-disable-next-line import/no-named-as-default -- its types know only the default
import PDFDocument from 'pdfkit';
import type { Language } from '../contract/index.ts';
import type { KitFonts } from './fonts.ts';
import { fitted, printable } from './printable.ts';

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 44 } as const;

export const INK = { text: '#1a1a1a', quiet: '#595959', line: '#b5b5b5', accent: '#0f548c' } as const;

/** Where something stands and how wide it may be. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Manner {
  readonly size: number;
  readonly color?: string;
  readonly isBold?: boolean;
  readonly isMono?: boolean;
  readonly align?: 'left' | 'right' | 'center';
}

export interface Facts {
  readonly title: string;
  readonly language: Language;
  readonly madeAt: Date;
}

/** A page to draw on. What is said flows inside its spot and never onto a second page; what says how tall it was gives points. */
export class Sheet {
  readonly left: number = PAGE.margin;
  readonly width = PAGE.width - 2 * PAGE.margin;
  readonly top = 40;
  readonly bottom = PAGE.height - 36;
  readonly pen: PDFKit.PDFDocument;
  readonly #fonts: KitFonts;
  readonly #features: PDFKit.Mixins.OpenTypeFeatures[];
  readonly #widths = new Map<string, number>();

  constructor(fonts: KitFonts, { title, language, madeAt }: Facts) {
    this.#fonts = fonts;
    // The quotes of a Chinese font are as wide as a Chinese character.
    this.#features = language === 'en' ? ['pwid'] : [];
    this.pen = new PDFDocument({
      size: [PAGE.width, PAGE.height],
      margin: 0,
      // None of the fonts that a reader has to bring: the page looks the same everywhere.
      font: '',
      lang: language,
      displayTitle: true,
      info: { Title: title, Creator: 'Strongroom', Producer: 'Strongroom', CreationDate: madeAt },
    });
    this.pen.registerFont('text', fonts.text);
    this.pen.registerFont('mono', fonts.mono);
  }

  /** Our own sentences, broken into lines. */
  say(text: string, { x, y, width }: Spot, manner: Manner): number {
    this.#take(manner);
    const options = {
      width,
      align: manner.align ?? 'left',
      features: this.#features,
      ...this.#weight(manner),
    } as const;
    this.pen.text(text, x, y, options);
    return this.pen.heightOfString(text, options);
  }

  /** What people have named, in so many lines at most, shortened in its middle where it is longer. */
  tell(
    name: string,
    { x, y, width }: Spot,
    how: Manner & { readonly lines: number; readonly leftOut: (count: number) => string },
  ): number {
    this.#take(how);
    const measure = (piece: string): number => this.#widthOf(piece, how.size);
    const pieces = printable(name, this.#fonts.shows);
    const lines = fitted(pieces, { width, lines: how.lines, measure, leftOut: how.leftOut });
    const height = this.pen.currentLineHeight(true);
    for (const [index, line] of lines.entries()) {
      // Without features, a line is as wide as its pieces.
      this.pen.text(line, x, y + index * height, { lineBreak: false, features: [], ...this.#weight(how) });
    }
    return lines.length * height;
  }

  rule(y: number, { x = this.left, width = this.width } = {}): void {
    this.pen.lineWidth(0.6).strokeColor(INK.line);
    this.pen
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke();
  }

  /** Ends the page and gives its bytes. */
  async bytes(): Promise<Buffer> {
    const parts: Buffer[] = [];
    const done = new Promise<void>((resolve, reject) => {
      this.pen.on('data', (part: Buffer) => parts.push(part));
      this.pen.on('end', resolve);
      this.pen.on('error', reject);
    });
    this.pen.end();
    await done;
    return Buffer.concat(parts);
  }

  #take({ isMono = false, size, color = INK.text }: Manner): void {
    this.pen
      .font(isMono ? 'mono' : 'text')
      .fontSize(size)
      .fillColor(color);
  }

  /** There is one weight of Chinese, and a second would be five more megabytes: bold is drawn with an outline. */
  #weight({ isBold = false, size, color = INK.text }: Manner): { stroke: boolean; fill: boolean } {
    if (isBold) this.pen.lineWidth(size * 0.032).strokeColor(color);
    return { stroke: isBold, fill: true };
  }

  #widthOf(piece: string, size: number): number {
    const known = this.#widths.get(piece);
    const share = known ?? this.pen.widthOfString(piece, { features: [] }) / size;
    if (known === undefined) this.#widths.set(piece, share);
    return share * size;
  }
}
