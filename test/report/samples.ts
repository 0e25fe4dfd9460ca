// An hour of a channel, and an incident in it, for the tests of cards.
import { channelId } from '../../src/ids.ts';
import type { Counts } from '../../src/mood/counts.ts';
import type { IncidentFacts } from '../../src/mood/incident.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';

export const counted = (positive: number, neutral: number, negative: number): Counts => ({
  total: positive + neutral + negative,
  positive,
  neutral,
  negative,
  uncertain: Math.min(2, neutral),
});

export const general = channelId.parse('111');
export const start = Date.UTC(2026, 9, 13, 12);
export const window = { from: start, to: start + HOUR };

export const incident: IncidentFacts = {
  channelId: general,
  since: start + 5 * MINUTE,
  openedAt: start + 9 * MINUTE,
  resolvedAt: null,
  isSilent: false,
  isFalseAlarm: false,
  acknowledged: false,
  negative: 60,
  total: 66,
  expected: 4,
  interval: [0, 14],
};
