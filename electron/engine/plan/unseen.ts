const DAY_MS = 24 * 60 * 60 * 1000;
/** A disk that goes home with somebody is seen each week; after a month nobody can say what became of it. */
const SEEN_WITHIN_DAYS = 30;

/** Since when a place of copies has not been looked at, where that is too long ago to count on it. ISO times. */
export function unseenSince(
  { addedAt, usedAt }: { readonly addedAt: string; readonly usedAt: string | undefined },
  now: Date,
): string | undefined {
  const since = usedAt ?? addedAt;
  return now.getTime() - Date.parse(since) > SEEN_WITHIN_DAYS * DAY_MS ? since : undefined;
}
