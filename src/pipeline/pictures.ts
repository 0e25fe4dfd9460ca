// The charts of reports and alerts: what the store holds, drawn.
import { addCounts, NO_COUNTS } from '../mood/counts.ts';
import type { DailyFacts } from '../mood/daily.ts';
import { beganAt } from '../mood/evidence.ts';
import { DAY, HOUR, QUARTER, quarterOf, type Window } from '../mood/window.ts';
import { incidentChart, incidentWindow } from '../report/charts/incidentChart.ts';
import { moodTimeline } from '../report/charts/moodTimeline.ts';
import type { Painter } from '../report/charts/painter.ts';
import type { Reader, Slice } from '../report/charts/reading.ts';
import type { ChartPlan } from '../report/charts/spec.ts';
import { withChart, type Chart, type ReportMessage } from '../report/message.ts';
import type { BucketRow, Incident, Scope, Store } from '../store/store.ts';

const HOURS = 24;
const DAYS = 30;
const LEAST_SLICES = 3;

/** Null where it could not be drawn. */
export async function picture(
  painter: Painter,
  name: string,
  { spec, alt }: ChartPlan,
): Promise<Chart | null> {
  const drawing = await painter.draw(spec);
  return drawing && { name: `${name}.png`, data: drawing.png, alt };
}

/** The 24 hours up to the end of the window; the thirty days where the window is longer than a day. */
export async function moodPlan(store: Store, scope: Scope, window: Window): Promise<ChartPlan> {
  const { locale, timeZone } = await store.settings.get(scope.guildId);
  const length = window.to - window.from;
  const [step, count] = length > DAY ? [DAY, DAYS] : [HOUR, HOURS];
  // With the quarter-hour that the window ends in: what was just written shows.
  const end = quarterOf(window.to - 1) + QUARTER;
  const slices = await slicesTo(store, scope, end, step, count);
  const shown = { from: end - count * step, to: window.to };
  return moodTimeline(slices, shown, { locale, timeZone }, length === step ? count - 1 : null);
}

async function slicesTo(
  store: Store,
  scope: Scope,
  to: number,
  step: number,
  count: number,
): Promise<Slice[]> {
  const from = to - count * step;
  const rows = await store.buckets.rows(scope, { from, to });
  return Array.from({ length: count }, (_, index) => sliceOf(rows, from + index * step, step));
}

const sliceOf = (rows: readonly BucketRow[], at: number, step: number): Slice => ({
  at,
  counts: rows
    .filter((row) => row.at >= at && row.at < at + step)
    .map(({ counts }) => counts)
    .reduce(addCounts, NO_COUNTS),
});

/** The hours of the day and the days before it; no chart for a time with too little to compare. */
export async function illustrated(
  painter: Painter,
  message: ReportMessage,
  facts: Pick<DailyFacts, 'window' | 'hours' | 'days'>,
  days: readonly Window[],
  reader: Reader,
): Promise<ReportMessage> {
  const { from, to } = facts.window;
  const hours = Array.from({ length: Math.ceil((to - from) / HOUR) }, (_, hour) => from + hour * HOUR);
  const draw = (
    name: string,
    starts: readonly number[],
    held: readonly Slice[],
    highlight: number | null,
  ) => {
    if (held.length < LEAST_SLICES) return null;
    const shown = { from: starts[0] ?? from, to };
    return picture(painter, name, moodTimeline(gapless(starts, held), shown, reader, highlight));
  };
  const starts = days.map((day) => day.from);
  const ofHours = await draw('hours', hours, facts.hours, null);
  const ofDays = await draw('days', starts, facts.days, starts.length - 1);
  return withChart(withChart(message, ofHours), ofDays, message.embeds.length - 1);
}

const gapless = (starts: readonly number[], held: readonly Slice[]): Slice[] => {
  const found = new Map(held.map(({ at, counts }) => [at, counts]));
  return starts.map((at) => ({ at, counts: found.get(at) ?? NO_COUNTS }));
};

/** An incident against its channel's normal, until `now` (milliseconds since 1970) or its end: planned, and drawn. */
export function incidentPictures(painter: Painter, store: Store, now: () => number) {
  return {
    async plan(incident: Incident): Promise<ChartPlan> {
      const { guildId, channelId, evidence, resolvedAt } = incident;
      const { locale, timeZone } = await store.settings.get(guildId);
      const span = { from: beganAt(incident), to: resolvedAt ?? now() };
      const rows = await store.buckets.rows({ guildId, channelId }, incidentWindow(span));
      return incidentChart(rows, evidence, span, { locale, timeZone });
    },
    draw: (plan: ChartPlan) => picture(painter, 'incident', plan),
  };
}
