/** Sets in further places of a plan, and good bytes from one place for what is damaged in another. */
export { copyPlan, runCopy } from './copy-sets.ts';
export { repairPlan } from './repair.ts';
