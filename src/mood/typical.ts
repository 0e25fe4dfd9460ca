// Picks typical messages of a label: those nearest to the centre of their class, not the most extreme.
import type { Label, Probabilities, Verdict } from './verdict.ts';

interface Judged {
  readonly id: string;
  readonly authorId: string;
  readonly verdict: Verdict;
}

/**
 * At most `most` certain messages of the label, of different people, the nearest to the mean of their probabilities
 * first.
 */
export function typicalOf<M extends Judged>(messages: readonly M[], label: Label, most: number): M[] {
  const ofLabel = messages.filter(({ verdict }) => verdict.label === label && !verdict.uncertain);
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
  const authors = new Set<string>();
  return ofLabel
    .map((message) => ({ message, distance: distance(message) }))
    .sort((a, b) => a.distance - b.distance || (a.message.id < b.message.id ? -1 : 1))
    .flatMap(({ message }) => {
      if (authors.has(message.authorId)) return [];
      authors.add(message.authorId);
      return [message];
    })
    .slice(0, most);
}
