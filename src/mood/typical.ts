// Picks typical messages of a label: those nearest to the centre of their class, not the most extreme. What is said
// against the mood of its own minutes is left out: it is irony or a wrong verdict more often than not.
import { isSure, type Label, type Probabilities, type Verdict } from './verdict.ts';
import { MINUTE, type Window } from './window.ts';

export interface Judged {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly verdict: Verdict;
}

/** An incident of a channel. */
export interface Trouble {
  readonly channelId: string;
  readonly from: number;
  /** Null: it is not over. */
  readonly to: number | null;
}

/** Minutes before and after a message whose mood it must not contradict, in milliseconds. */
const AROUND = 15 * MINUTE;
const OPPOSITE = { positive: 'negative', negative: 'positive' } as const;

/**
 * At most `most` certain messages of the label, of different people, the nearest to the mean of their probabilities
 * first. `all`: what was said around them.
 */
export function typicalOf<M extends Judged>(
  messages: readonly M[],
  label: 'positive' | 'negative',
  most: number,
  all: readonly Judged[] = messages,
): M[] {
  const ofLabel = messages.filter(({ verdict }) => isSure(verdict, label));
  const mean = (of: Label) =>
    ofLabel.reduce((sum, { verdict }) => sum + verdict.probabilities[of], 0) / ofLabel.length;
  const centre: Probabilities = {
    positive: mean('positive'),
    neutral: mean('neutral'),
    negative: mean('negative'),
  };
  const distance = ({ verdict: { probabilities } }: M) =>
    Math.hypot(
      probabilities.positive - centre.positive,
      probabilities.neutral - centre.neutral,
      probabilities.negative - centre.negative,
    );
  const nearest = ofLabel
    .map((message) => ({ message, distance: distance(message) }))
    .sort((a, b) => a.distance - b.distance || (a.message.id < b.message.id ? -1 : 1));
  const found: M[] = [];
  for (const { message } of nearest) {
    if (found.length === most) break;
    if (found.some(({ authorId }) => authorId === message.authorId)) continue;
    if (!contradicts(message, label, all)) found.push(message);
  }
  return found;
}

/** Whether more messages around it in its channel are of the opposite label than of its own. */
function contradicts(
  { id, channelId, createdAt }: Judged,
  label: keyof typeof OPPOSITE,
  all: readonly Judged[],
) {
  let balance = 0;
  for (const { id: other, channelId: where, createdAt: at, verdict } of all) {
    if (other === id || where !== channelId || Math.abs(at - createdAt) > AROUND) continue;
    if (verdict.label === label) balance += 1;
    else if (verdict.label === OPPOSITE[label]) balance -= 1;
  }
  return balance < 0;
}

/** The messages that may stand for the good side: none of an incident, and none at all where one goes on at the end. */
export function untroubled<M extends Pick<Judged, 'channelId' | 'createdAt'>>(
  messages: readonly M[],
  troubles: readonly Trouble[],
  { to: end }: Window,
): M[] {
  if (troubles.some(({ from, to }) => from < end && (to === null || to >= end))) return [];
  return messages.filter(
    ({ channelId, createdAt: at }) =>
      !troubles.some(
        ({ channelId: where, from, to }) => where === channelId && at >= from && at <= (to ?? end),
      ),
  );
}
