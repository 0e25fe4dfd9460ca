// Order statistics of durations in milliseconds.

/** The smallest value that `share` (0…1) of the values do not exceed; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
