// What is known of the embedded file: the first sign of damage ends its use, for everyone who works on it.
import { StoreDamagedError } from './errors.ts';

export type HealthState = 'unchecked' | 'whole' | 'damaged';

export interface Health {
  state(): HealthState;
  /** Resolves with the first damage that is noted. */
  readonly damaged: Promise<StoreDamagedError>;
  /** Keeps what tells of damage; every other error means nothing here. */
  note(error: unknown): void;
  /** The whole file was looked at and nothing was found. */
  passed(): void;
  /** @throws StoreDamagedError where damage was noted: whoever would write asks first */
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
