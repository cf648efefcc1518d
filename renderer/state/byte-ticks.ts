const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500] as const;
const PARTS = 4;

/** Marks of an axis of sizes, in round numbers of the unit that people read: 0, 20 MB, 40 MB, up to beyond the largest. */
export function byteTicks(largest: number): number[] {
  let unit = 1;
  while (largest / unit >= 1024) unit *= 1024;
  const step = unit * (STEPS.find((one) => one * unit * PARTS >= largest) ?? 500);
  const count = Math.max(1, Math.ceil(largest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
