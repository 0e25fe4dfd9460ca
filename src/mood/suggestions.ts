// Suggests what to do next by fixed rules. Each suggestion cites the messages of the report that led to it.
import type { Cited, EventFacts, Suggestion, TopicFacts } from './daily.ts';
import type { IncidentFacts } from './incident.ts';

const MOST = 3;

export interface SuggestionInput {
  readonly topics: readonly TopicFacts[];
  readonly incidents: readonly IncidentFacts[];
  readonly events: readonly EventFacts[];
  /** Typical negative messages of the day. */
  readonly negative: readonly Cited[];
}

/** At most three suggestions, the most urgent first; only for what is more than chance. */
export function suggestionsFor({ topics, incidents, events, negative }: SuggestionInput): Suggestion[] {
  const unhappy = topics.filter(({ mood }) => mood.interval[1] < 0);
  const happy = topics.filter(({ mood }) => mood.interval[0] > 0).slice(0, 1);
  const about = ({ name, authors, cites }: TopicFacts) => ({ topic: name, authors, cites });
  return [
    ...incidents
      .flatMap((incident): Suggestion[] =>
        incident.channelId !== null && !incident.acknowledged && !incident.isFalseAlarm
          ? [{ kind: 'alert', channelId: incident.channelId, since: incident.since }]
          : [],
      )
      .slice(0, 1),
    ...unhappy.slice(0, 2).map((topic): Suggestion => ({ kind: 'answer', ...about(topic) })),
    ...events
      .flatMap(({ text, change }): Suggestion[] =>
        change?.trend === 'falling' && negative.length > 0
          ? [{ kind: 'event', text, by: Math.round(-change.by), cites: negative }]
          : [],
      )
      .slice(0, 1),
    ...happy.map((topic): Suggestion => ({ kind: 'praise', ...about(topic) })),
  ].slice(0, MOST);
}
