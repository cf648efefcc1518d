import './pdf-ground.ts';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { useSpeech } from '../state/language.ts';

const useStyles = makeStyles({
  pages: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '12px',
    padding: '16px',
    backgroundColor: tokens.colorNeutralBackground4,
  },
  page: { width: '100%', maxWidth: '820px', height: 'auto', boxShadow: tokens.shadow4, backgroundColor: '#ffffff' },
});

const PAGES_AT_ONCE = 3;
/** Sharp on a screen of 200 %, and still only a few megabytes a page. */
const PAGE_WIDTH_PX = 1400;

/** The pages of a PDF as pictures: no script, link, form or attachment in it does anything. `onBroken` stays the same function. */
export function PdfPages({ base64, onBroken }: { base64: string; onBroken: () => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [document, setDocument] = useState<PDFDocumentProxy>();
  const [wanted, setWanted] = useState(PAGES_AT_ONCE);

  useEffect(() => {
    let isOver = false;
    const thread = new Worker(new URL('./pdf-thread.ts', import.meta.url), { type: 'module' });
    const worker = PDFWorker.create({ port: thread });
    const opening = getDocument({
      data: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
      worker,
      // Chinese invoices name their fonts without bringing them along: these tables say which characters are meant.
      cMapUrl: new URL('cmaps/', window.document.baseURI).href,
      cMapPacked: true,
      useWasm: false,
      enableXfa: false,
    });
    opening.promise.then(
      (opened) => !isOver && setDocument(opened),
      () => !isOver && onBroken(),
    );
    return () => {
      isOver = true;
      void opening.destroy().finally(() => {
        worker.destroy();
        thread.terminate();
      });
    };
  }, [base64, onBroken]);

  if (!document) return null;
  const shown = Math.min(wanted, document.numPages);
  return (
    <div className={styles.pages} data-pages={document.numPages}>
      {Array.from({ length: shown }, (_, index) => (
        <PdfPage
          key={index}
          document={document}
          number={index + 1}
          label={words('window.wizard.preview.page', { page: index + 1, pages: document.numPages })}
          onBroken={onBroken}
        />
      ))}
      {shown < document.numPages && (
        <Button onClick={() => setWanted(wanted + PAGES_AT_ONCE)}>{words('window.wizard.preview.more')}</Button>
      )}
    </div>
  );
}

function PdfPage(props: { document: PDFDocumentProxy; number: number; label: string; onBroken: () => void }) {
  const styles = useStyles();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  const { document, number, onBroken } = props;

  useEffect(() => {
    const place = canvas.current;
    if (!place) return;
    let cancel: (() => void) | undefined;
    let isOver = false;
    const draw = async () => {
      const page = await document.getPage(number);
      if (isOver) return;
      const natural = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: PAGE_WIDTH_PX / Math.max(1, natural.width, natural.height / 2) });
      place.width = Math.ceil(viewport.width);
      place.height = Math.ceil(viewport.height);
      const drawing = page.render({ canvas: place, viewport });
      cancel = () => drawing.cancel();
      await drawing.promise;
      if (!isOver) setDrawn(true);
    };
    draw().catch(() => !isOver && onBroken());
    return () => {
      isOver = true;
      cancel?.();
    };
  }, [document, number, onBroken]);

  return <canvas ref={canvas} className={styles.page} role="img" aria-label={props.label} data-page-drawn={isDrawn} />;
}
