/** Files given back to a folder or into a ZIP, and how that is undone. */
export { restore } from './restore-files.ts';
export { previewRestore } from './restore-preview.ts';
export { lookAt } from './restore-target.ts';
export { undoRestore } from './undo.ts';
export { type UndoLeft, findUndo, tidyUndo, undoLeft } from './undo-shelf.ts';
