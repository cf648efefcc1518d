import type * as Age from 'age-encryption';

/** The age library, once something is encrypted: its curves are computed while it loads, which every thread of every run would wait for. */
export const ageLibrary = (): Promise<typeof Age> => import('age-encryption');
