/** The candidate that a mistyped word most likely meant, if one is near enough to be worth asking about. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  const measured = candidates.map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }));
  const best = measured.toSorted((left, right) => left.edits - right.edits)[0];
  return best !== undefined && best.edits <= limit ? best.candidate : undefined;
}

/** Levenshtein distance, one row at a time. */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const kept = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
