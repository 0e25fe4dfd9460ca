// Solves linear equations of a symmetric positive matrix (Golub & Van Loan, Matrix Computations, section 4.2).

/** The lower triangle L of L·Lᵀ. Only the lower triangle of `matrix` is read. */
export function factorOf(matrix: readonly Float64Array[]): Float64Array[] {
  const factor = matrix.map((row) => Float64Array.from(row));
  factor.forEach((row, i) => {
    for (let j = 0; j <= i; j += 1) {
      const other = factor[j];
      if (!other) continue;
      let sum = row[j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (row[k] ?? 0) * (other[k] ?? 0);
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (other[j] ?? 1);
    }
  });
  return factor;
}

/** x where L·Lᵀ·x = `right`. */
export function solve(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  factor.forEach((row, i) => {
    let sum = x[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (row[k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (row[i] ?? 1);
  });
  for (let i = x.length - 1; i >= 0; i -= 1) {
    const value = (x[i] ?? 0) / (factor[i]?.[i] ?? 1);
    x[i] = value;
    const row = factor[i];
    if (row) for (let k = 0; k < i; k += 1) x[k] = (x[k] ?? 0) - (row[k] ?? 0) * value;
  }
  return x;
}
