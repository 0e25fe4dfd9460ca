// What a message is for.

/** The store keeps their places: new ones go to the end. */
export const INTENTS = ['question', 'complaint', 'thanks', 'request', 'information', 'chat'] as const;
export type Intent = (typeof INTENTS)[number];

/** How many messages are for each. Of a time and of channels, never of a person. */
export type Intents = Readonly<Record<Intent, number>>;

/** Messages without an intent count nowhere. */
export function intentsOf(verdicts: readonly { readonly intent?: Intent }[]): Intents {
  const counts = { question: 0, complaint: 0, thanks: 0, request: 0, information: 0, chat: 0 };
  for (const { intent } of verdicts) if (intent) counts[intent] += 1;
  return counts;
}
