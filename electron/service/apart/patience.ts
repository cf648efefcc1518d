/** How long is waited for places, in milliseconds. */
export interface Patience {
  /** A process that has nothing to do is kept for so long. */
  readonly idle: number;
  /** After so long without a word or a result its place is asked whether it is there. */
  readonly silence: number;
  /** The answer to that. */
  readonly probe: number;
  /** A job is let wait for so long for a place that does not answer, and then fails. */
  readonly job: number;
  /** After a wish to cancel, until that is answered in any case. */
  readonly cancel: number;
  /** After a cancelled job has been answered, for its process to come to an end where its place is only slow. */
  readonly windUp: number;
  /** A process whose main thread is silent for so long is given up though its place answers, or cannot be asked. */
  readonly deaf: number;
  /** For a process that is asked to end. */
  readonly close: number;
}

export const PATIENCE: Patience = {
  idle: 120_000,
  silence: 10_000,
  probe: 5_000,
  job: 120_000,
  cancel: 4_000,
  windUp: 30_000,
  deaf: 300_000,
  close: 3000,
};
