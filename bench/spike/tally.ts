// The results of many channels, as numbers that can be added across workers.
import { DAY } from '../../src/mood/window.ts';

export interface Tally {
  readonly name: string;
  readonly bounds: readonly number[];
  /** For each bound: false alarms, and for each shift seen the messages until it was. */
  readonly falseAlarms: number[];
  readonly delays: number[][];
  /** For each bound: the seen shifts whose alert says that one person wrote most. */
  readonly named: number[];
  /** Milliseconds in which an alarm is false, and how many shifts there were. */
  quiet: number;
  shifts: number;
}

export interface Figures {
  readonly falsePerWeek: number;
  /** Share of the shifts seen in time. */
  readonly caught: number;
  /** The median of messages from the shift to the alert. Unseen shifts count as the longest; null if most are unseen. */
  readonly medianDelay: number | null;
}

export function newTally(name: string, bounds: readonly number[]): Tally {
  return {
    name,
    bounds,
    falseAlarms: bounds.map(() => 0),
    delays: bounds.map(() => []),
    named: bounds.map(() => 0),
    quiet: 0,
    shifts: 0,
  };
}

export function addTally(sum: Tally, more: Tally): void {
  sum.quiet += more.quiet;
  sum.shifts += more.shifts;
  sum.bounds.forEach((_, i) => {
    sum.falseAlarms[i] = (sum.falseAlarms[i] ?? 0) + (more.falseAlarms[i] ?? 0);
    sum.named[i] = (sum.named[i] ?? 0) + (more.named[i] ?? 0);
    sum.delays[i]?.push(...(more.delays[i] ?? []));
  });
}

export function figuresAt({ falseAlarms, delays, quiet, shifts }: Tally, index: number): Figures {
  const sorted = (delays[index] ?? []).toSorted((a, b) => a - b);
  return {
    falsePerWeek: (falseAlarms[index] ?? 0) / (quiet / (7 * DAY)),
    caught: sorted.length / shifts,
    medianDelay: sorted[Math.floor(shifts / 2)] ?? null,
  };
}

/** The bound nearest to this one. */
export function indexNear({ bounds }: Tally, bound: number): number {
  const distances = bounds.map((one) => Math.abs(one - bound));
  return distances.indexOf(Math.min(...distances));
}

/** The figures at exactly this many false alarms a week, between the two bounds beside it. */
export function figuresWhere(tally: Tally, falsePerWeek: number): Figures {
  const all = tally.bounds.map((_, index) => figuresAt(tally, index));
  const below = all.findIndex((figures) => figures.falsePerWeek <= falsePerWeek);
  const [low, high] = [all[below] ?? all.at(-1), all[below - 1]];
  if (!low) throw new RangeError(`${tally.name} has no bounds`);
  if (!high || high.falsePerWeek === low.falsePerWeek) return low;
  const part = (falsePerWeek - low.falsePerWeek) / (high.falsePerWeek - low.falsePerWeek);
  const between = (a: number, b: number) => a + (b - a) * part;
  return {
    falsePerWeek,
    caught: between(low.caught, high.caught),
    medianDelay:
      low.medianDelay === null || high.medianDelay === null
        ? low.medianDelay
        : between(low.medianDelay, high.medianDelay),
  };
}
