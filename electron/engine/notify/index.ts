/**
 * Tells people who are not at this computer: by mail, and by webhook. Knows whom, sends what it is given words for, tries again with growing
 * pauses, and says of itself when it cannot. Decides nothing about what is an alarm; opens no link, follows no redirect, and sends nothing
 * that is secret where somebody could read it.
 */
export { ChannelBook } from './channel-book.ts';
export { type LetterWriter, tellAll, type TellerDeps, type TellingQueue, testChannel } from './teller.ts';
