// Order statistics of durations in milliseconds.

/** The smallest value that `share` (0…1) of the values do not exceed; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** The median of the quantiles of five successive parts, so that a slow moment of the machine spoils only one. */
export function steadyQuantile(values: readonly number[], share: number): number {
  const size = Math.ceil(values.length / 5);
  const parts = [0, 1, 2, 3, 4].map((part) => values.slice(part * size, (part + 1) * size));
  return quantile(
    parts.filter((part) => part.length > 0).map((part) => quantile(part, share)),
    0.5,
  );
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
