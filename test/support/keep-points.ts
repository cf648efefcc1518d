import type { KeepPoint } from '../../electron/engine/plan/index.ts';

/** What differs from a good full. */
export interface GivenPoint {
  readonly place?: number;
  readonly complete?: boolean;
  readonly standing?: KeepPoint['standing'];
  readonly parent?: string | null;
}

/** Points `p1`, `p2`, ... in the order of `seq`. */
export function pointsAt(...rows: readonly (string | readonly [at: string, given: GivenPoint])[]): KeepPoint[] {
  return rows.map((row, i) => {
    const [at, given] = typeof row === 'string' ? [row, {}] : row;
    return {
      id: `p${i + 1}`,
      seq: i + 1,
      place: i + 1,
      at: new Date(at).toISOString(),
      complete: true,
      standing: 'verified',
      parent: null,
      ...given,
    };
  });
}
