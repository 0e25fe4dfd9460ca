// Whether the bot can work: each part is asked, and says in plain words what it lacks.
import { Status, type Client } from 'discord.js';
import { endsWithin } from '../flow/aborting.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';

export const PARTS = ['store', 'model', 'gateway'] as const;
type Part = (typeof PARTS)[number];

/** What the part lacks; null where it can work. A rejection counts as what it lacks. */
type Check = () => string | null | Promise<string | null>;

export interface Lack {
  readonly part: Part;
  readonly reason: string;
}

export interface Readiness {
  /** From now on the part is asked by `check`; until then it counts as not there yet. */
  expect(part: Part, check: Check): void;
  /** Empty where every part can work. */
  readonly lacks: () => Promise<Lack[]>;
}

/** A part that does not answer within this, in milliseconds, cannot work. */
const PATIENCE = 1000;

export function createReadiness(clock: Clock): Readiness {
  const checks = new Map<Part, Check>();

  async function lackOf(part: Part): Promise<Lack | null> {
    const check = checks.get(part);
    if (!check) return { part, reason: 'is not open yet' };
    let reason: string | null = null;
    const asked = Promise.resolve()
      .then(check)
      .then(
        (said) => (reason = said),
        (error: unknown) => (reason = reasonOf(error)),
      );
    if (!(await endsWithin(asked, PATIENCE, clock))) reason = `did not answer within ${PATIENCE} ms`;
    return reason === null ? null : { part, reason };
  }

  return {
    expect: (part, check) => void checks.set(part, check),
    lacks: async () => (await Promise.all(PARTS.map(lackOf))).filter((lack) => lack !== null),
  };
}

/** Every connection to Discord must stand. */
export function gatewayLack(client: Client): string | null {
  if (!client.isReady()) return 'is not connected yet';
  const away = client.ws.shards.filter(({ status }) => status !== Status.Ready);
  return away.size === 0 ? null : `waits for shard ${[...away.keys()].join(', ')}`;
}
