/** What is due, what kind of set, what to keep. Pure: facts in, a decision with its reason out. */
export { type ChainSet, chainOf, decideKind, type KindDecision, type KindReason } from './kind.ts';
