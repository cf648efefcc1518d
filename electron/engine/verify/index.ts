/** Proof that what was sealed can be read: volumes and trees of sets, and what a place has not confirmed. */
export { graveOf, readUnconfirmed } from './read-again.ts';
export { type SetCheck, checkSet } from './set-check.ts';
export { type VerifyInput, verify } from './verify-sets.ts';
