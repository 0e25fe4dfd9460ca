// Whether trouble comes from outside: many of those who write are new.
import { DAY } from './window.ts';

export interface Newcomer {
  /** When the account was made, and when it joined the server (null: not known); milliseconds since 1970. */
  readonly createdAt: number;
  readonly joinedAt: number | null;
}

/** An account is new for so long after it was made, and a member after they joined. In milliseconds. */
const NEW_ACCOUNT = 7 * DAY;
const NEW_MEMBER = DAY;
/** Fewer new people are chance. */
const LEAST = 3;
const HALF = 0.5;

/** `people`: who wrote negative messages; `since`: when the trouble began. */
export function looksLikeRaid(people: readonly Newcomer[], since: number): boolean {
  const isNew = ({ createdAt, joinedAt }: Newcomer) =>
    since - createdAt < NEW_ACCOUNT || (joinedAt !== null && since - joinedAt < NEW_MEMBER);
  const n = people.filter(isNew).length;
  return n >= LEAST && n >= people.length * HALF;
}
