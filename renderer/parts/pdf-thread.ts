/** The thread that takes PDFs apart. It starts to listen as soon as it is loaded in a worker. */
import './pdf-ground.ts';
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
