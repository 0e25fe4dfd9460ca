// The table of channels: how much was written, the mood, how it changed, and how much of it is judged.
import type { SlicedCounts } from '../../figures/timeline.ts';
import type { ChannelId } from '../../ids.ts';
import { NO_COUNTS, type Counts } from '../../mood/counts.ts';
import { levelOf } from '../../mood/level.ts';
import { moodOf } from '../../mood/mood.ts';
import { comparisonOf, covered, hoursIn } from '../../mood/span.ts';
import { incidentsIn, toldOf } from '../../figures/incidents.ts';
import { changeText } from '../../report/headline.ts';
import type { ChannelRow } from '../data.ts';
import type { Scene } from '../scene.ts';
import { sparkOf } from './timeline.ts';

const MOST_ROWS = 100;

/** Of all channels that the viewer may see, chosen or not; those with most messages first. */
export async function channelsPart(scene: Scene, slices: readonly SlicedCounts[]): Promise<ChannelRow[]> {
  const { context, sight, span, now, words, channels } = scene;
  const { store } = context;
  const [held, earlier, waiting, incidents] = await Promise.all([
    store.buckets.byChannel(sight.guildId, span.window),
    store.buckets.byChannel(sight.guildId, span.previous),
    store.messages.waiting(sight.guildId, span.window),
    incidentsIn(store, sight.guildId, { from: span.window.from, to: now + 1 }),
  ]);
  const countsIn = (rows: readonly { channelId: ChannelId; counts: Counts }[], id: ChannelId) =>
    rows.find(({ channelId }) => channelId === id)?.counts ?? NO_COUNTS;
  const hours = { now: hoursIn(covered(span.window, now)), before: hoursIn(span.previous) };
  const rows = channels.map(({ id, name }) => {
    const counts = countsIn(held, id);
    const unjudged = waiting.find(({ channelId }) => channelId === id)?.total ?? 0;
    const before = { counts: countsIn(earlier, id), hours: hours.before };
    const change = comparisonOf({ counts, hours: hours.now }, before);
    const told = toldOf(incidents, (where) => (where === id ? 'named' : 'untold'));
    const mood = levelOf(counts) ? moodOf(counts) : null;
    const seen = counts.total + unjudged;
    const around = { counts, waiting: unjudged, incidents: told };
    return {
      ...{ id, name },
      isChosen: scene.isChosen(id),
      total: counts.total,
      seen,
      level: levelOf(counts),
      mood: mood && Math.round(mood.value),
      moodText: mood ? words('dashboard.signed', { n: Math.round(mood.value) }) : words('mood.few'),
      changeText: mood ? changeText(change, mood.value, around, words) : '',
      coverage:
        seen === 0
          ? ''
          : words('dashboard.channels.coverageValue', {
              judged: counts.total,
              seen,
              share: counts.total / seen,
            }),
      spark: sparkOf(slices.map((slice) => slice.channels.get(id) ?? NO_COUNTS)),
    };
  });
  return rows.sort((a, b) => b.seen - a.seen || a.name.localeCompare(b.name)).slice(0, MOST_ROWS);
}
