/** Looking into points: folders, versions of a file, finding, a first look at what is in a file, opening a vault. */
export { listFiles, plansToSearch, prepareFolders } from './list-files.ts';
export { previewFile } from './file-preview.ts';
export { fileVersions } from './file-versions.ts';
export { findFiles } from './find.ts';
export { nearestFolder } from './nearest-folder.ts';
export { openVault, rebuildCatalogue } from './open-vault.ts';
export { catchUp } from './search-catch-up.ts';
