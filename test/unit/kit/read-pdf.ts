import jsQR from 'jsqr';
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A piece of text and the box of its letters, in points from the lower left corner. */
export interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export interface ReadPdf {
  readonly pages: number;
  readonly size: readonly [width: number, height: number];
  readonly pieces: readonly Piece[];
  /** All of it in the order of drawing, spaces and line ends left out. */
  readonly text: string;
  /** Title, language and whatever else is noted of the document. */
  readonly about: string;
}

/** Reads a PDF as another program does. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  return await withPdf(bytes, async (pdf, page) => {
    const { items } = await page.getTextContent({ disableNormalization: true });
    const pieces = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [pieceOf(item)] : []));
    const { width, height } = page.getViewport({ scale: 1 });
    return {
      pages: pdf.numPages,
      size: [Math.round(width), Math.round(height)],
      pieces,
      text: bare(pieces.map(({ text }) => text).join('')),
      about: JSON.stringify(await pdf.getMetadata()),
    };
  });
}

/** The first page as it would be printed, so many pixels a point. */
export async function pictureOf(bytes: Buffer, scale: number): Promise<Picture> {
  return await withPdf(bytes, async (pdf, page) => {
    const viewport = page.getViewport({ scale });
    const { canvas, context } = (pdf.canvasFactory as CanvasFactory).create(viewport.width, viewport.height);
    await page.render({ canvas, canvasContext: context, viewport }).promise;
    return { width: viewport.width, height: viewport.height, canvas, context };
  });
}

/** What a reader of QR codes sees that is held over the code of the first page. */
export async function scanned(bytes: Buffer): Promise<string | undefined> {
  const picture = await pictureOf(bytes, 3);
  const [width, height] = [Math.ceil(picture.width / 3), Math.ceil(picture.height / 3)];
  const { data } = picture.context.getImageData(2 * width, Math.round(0.4 * height), width, height);
  return jsQR(data, width, height)?.data;
}

async function withPdf<T>(bytes: Buffer, use: (pdf: PDFDocumentProxy, page: PDFPageProxy) => Promise<T>): Promise<T> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  try {
    const pdf = await task.promise;
    return await use(pdf, await pdf.getPage(1));
  } finally {
    await task.destroy();
  }
}

export const bare = (text: string): string => text.replace(/\s/g, '');

function pieceOf(item: { str: string; transform: unknown[]; width: number }): Piece {
  const [, , , size = 0, left = 0, base = 0] = item.transform.map(Number);
  // What letters take up of a line: a little below it, and not as far up as the line is high.
  return { text: item.str, left, right: left + item.width, bottom: base - size * 0.15, top: base + size * 0.75 };
}

/** The canvas that the library draws on outside a browser can also be written to a file. */
interface Canvas {
  readonly canvas: HTMLCanvasElement & { toBuffer(type: 'image/png'): Buffer };
  readonly context: CanvasRenderingContext2D;
}
interface CanvasFactory {
  create(width: number, height: number): Canvas;
}
export interface Picture extends Canvas {
  readonly width: number;
  readonly height: number;
}
