// The map of the week: the mood of each hour of each weekday, in the four weeks up to now.
import { weekOf } from '../../figures/timeline.ts';
import { levelOf } from '../../mood/level.ts';
import { moodOf } from '../../mood/mood.ts';
import { DAY, quarterOf, QUARTER } from '../../mood/window.ts';
import type { View } from '../data.ts';
import type { Scene } from '../scene.ts';

/** 5 January 1970 was a Monday. */
const MONDAY = 4 * DAY;

export async function rhythmPart(scene: Scene): Promise<View['rhythm']> {
  const { context, sight, now, words, reader, isChosen } = scene;
  const week = await weekOf(
    context.store,
    sight.guildId,
    isChosen,
    quarterOf(now) + QUARTER,
    reader.timeZone,
  );
  const day = new Intl.DateTimeFormat(reader.locale === 'en' ? 'en-GB' : reader.locale, {
    timeZone: 'UTC',
    weekday: 'short',
  });
  const days = week.hours.map((hours, n) => ({
    name: day.format(MONDAY + n * DAY),
    hours: hours.map((counts) => {
      const mood = levelOf(counts) ? moodOf(counts) : null;
      return { total: counts.total, mood: mood && Math.round(mood.value) };
    }),
  }));
  const known = days.flatMap(({ name, hours }) =>
    hours.flatMap(({ mood }, hour) =>
      mood === null ? [] : [{ mood, at: `${name} ${String(hour).padStart(2, '0')}:00` }],
    ),
  );
  const [first] = known;
  const low = known.reduce((a, b) => (b.mood < a.mood ? b : a), first ?? { mood: 0, at: '' });
  const high = known.reduce((a, b) => (b.mood > a.mood ? b : a), first ?? { mood: 0, at: '' });
  const finding = first
    ? words('dashboard.rhythm.finding', { high: high.mood, highAt: high.at, low: low.mood, lowAt: low.at })
    : words('mood.few');
  return { days, finding };
}
