// Drops from a daily report what only deleted messages support, and quotes whose verdict changed since.
import type { Cited, DailyFacts, Suggestion, TopicFacts } from './daily.ts';
import type { Label } from './verdict.ts';

/** How many messages a sentence of the model needs: with fewer left it is dropped. */
const LEAST_UNDER_A_SENTENCE = 2;

/** Every message that the report cites, each once. */
export function citedIn({ topics, quotes, unusual, suggestions }: DailyFacts): Cited[] {
  const all = [
    ...topics.flatMap(({ cites, gist }) => [...cites, ...(gist?.cites ?? [])]),
    ...quotes.positive,
    ...quotes.negative,
    ...(unusual ? [unusual.cite] : []),
    ...suggestions.flatMap((suggestion) => ('cites' in suggestion ? suggestion.cites : [])),
  ];
  return [...new Map(all.map((cited) => [cited.id, cited])).values()];
}

/** `labelOf`: the verdict on a message as it is now; null where the message is not held any more. */
export function withoutGone(facts: DailyFacts, labelOf: (cited: Cited) => Label | null): DailyFacts {
  const held = (cites: readonly Cited[]) => cites.filter((cited) => labelOf(cited) !== null);
  const still = (label: Label, cites: readonly Cited[]) => cites.filter((cited) => labelOf(cited) === label);
  const topics = facts.topics.flatMap((topic): TopicFacts[] => {
    const cites = held(topic.cites);
    const under = held(topic.gist?.cites ?? []);
    const gist =
      topic.gist && under.length >= LEAST_UNDER_A_SENTENCE ? { text: topic.gist.text, cites: under } : null;
    return cites.length > 0 ? [{ ...topic, cites, gist }] : [];
  });
  return {
    ...facts,
    topics,
    quotes: {
      positive: still('positive', facts.quotes.positive),
      negative: still('negative', facts.quotes.negative),
    },
    unusual: facts.unusual && labelOf(facts.unusual.cite) === facts.unusual.label ? facts.unusual : null,
    suggestions: facts.suggestions.flatMap((suggestion): Suggestion[] => {
      if (!('cites' in suggestion)) return [suggestion];
      const cites = held(suggestion.cites);
      return cites.length > 0 ? [{ ...suggestion, cites }] : [];
    }),
  };
}
