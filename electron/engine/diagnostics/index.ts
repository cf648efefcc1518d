/** What a supporter is sent, without what is private, and the test of what this program stands on. */
export { makeDiagnostics } from './make-diagnostics.ts';
export { selfTest } from './self-test.ts';
