/** Where a job waits while it is paused. */
export interface Gate {
  readonly isClosed: boolean;
  /** Resolves at once where it is open, and also when the signal fires: a wish to stop must not wait. */
  opened(signal: AbortSignal | undefined): Promise<void>;
}
