// Rounds figures for people.

/** From 1 on one decimal, below four digits: 16.666666666666668 is 16.7, 0.285714 is 0.2857. Whole numbers stay. */
export function roundedNumber(value: number): number {
  return Math.abs(value) >= 1 ? Math.round(value * 10) / 10 : Number(value.toPrecision(4));
}

/** A copy of plain JSON with rounded figures; values that JSON cannot hold become null. */
export function rounded(facts: unknown): unknown {
  return JSON.parse(JSON.stringify(facts ?? null), (_, value: unknown) =>
    typeof value === 'number' ? roundedNumber(value) : value,
  );
}
