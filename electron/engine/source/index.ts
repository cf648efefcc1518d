/**
 * How a thing is read consistently. So far folders and files; databases and shadow copies get a file of their own here.
 * Gives what a run has to look at, in path order.
 */
export { rawSource, sourceRoots, walkSources } from './folder-source.ts';
export { type LabelledSource, labelSources } from './labels.ts';
export { sourceTrouble } from './readable.ts';
