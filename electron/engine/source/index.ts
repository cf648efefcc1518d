/**
 * How a thing is read consistently: folders and files, where they are or from a shadow copy of their volume; databases get a file of
 * their own here. Gives what a run has to look at, in path order.
 */
export { type Freezing, freezeSources, type FrozenSources } from './frozen-sources.ts';
export { type Helper, AskedShadows } from './asked-shadows.ts';
export { SHADOW_TASK, shadowHelperFolder, systemShadows } from './system-shadows.ts';
export type { MadeShadows, ShadowMaker, VolumePlace } from './shadow-maker.ts';
export { rawSource, sourceRoots, walkSources } from './folder-source.ts';
export { type LabelledSource, labelSources } from './labels.ts';
export { sourceTrouble } from './readable.ts';
