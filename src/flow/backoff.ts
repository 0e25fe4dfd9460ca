// How long to wait between tries of what fails.

/** Milliseconds, both above 0. */
export interface Pauses {
  /** After the first failure. */
  readonly least: number;
  /** No pause is longer. */
  readonly most: number;
  /** How many times as long each pause is as the one before; 2 unless given. */
  readonly factor?: number;
}

/** Milliseconds to wait after `failures` (1…) failures in a row. */
export function backoff(failures: number, { least, most, factor = 2 }: Pauses): number {
  return Math.min(most, least * factor ** (failures - 1));
}

/** Between half of `ms` and all of it by `random` (0…1), so that many who wait do not all come back at once. */
export function spread(ms: number, random: number): number {
  return ms * (0.5 + random / 2);
}
