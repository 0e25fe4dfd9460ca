// The health of the embedded file. From the first sign of damage on, nothing more is written to it.
import { StoreDamagedError } from './errors.ts';

export type HealthState = 'unchecked' | 'whole' | 'damaged';

export interface Health {
  state(): HealthState;
  /** Resolves with the first damage noted. */
  readonly damaged: Promise<StoreDamagedError>;
  /** Notes an error if it is a StoreDamagedError; ignores all others. */
  note(error: unknown): void;
  /** Call it when the whole file was checked and is sound. */
  passed(): void;
  /** Call it before each write. @throws StoreDamagedError where damage was noted */
  assertWhole(): void;
}

export function createHealth(): Health {
  let damage: StoreDamagedError | null = null;
  let passed = false;
  let resolveDamaged: (damage: StoreDamagedError) => void = () => {};
  const damaged = new Promise<StoreDamagedError>((resolve) => (resolveDamaged = resolve));
  return {
    state: () => (damage ? 'damaged' : passed ? 'whole' : 'unchecked'),
    damaged,
    note(error) {
      if (damage || !(error instanceof StoreDamagedError)) return;
      damage = error;
      resolveDamaged(error);
    },
    passed: () => void (passed = true),
    assertWhole() {
      if (damage) throw damage;
    },
  };
}
