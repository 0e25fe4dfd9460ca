// npm run --silent bench:shares: how far shares and moods are off where the judge is wrong, counted and corrected.
import { writeFile } from 'node:fs/promises';
import type { Confusion } from '../src/mood/confusion.ts';
import { countsOfAll, type Counts } from '../src/mood/counts.ts';
import { moodOf, shareOf } from '../src/mood/mood.ts';
import { verdictFrom, type Label, type Verdict } from '../src/mood/verdict.ts';
import { confusionOf } from '../src/llm/heads/fit/confusion.ts';
import { readReadings } from './readings.ts';
import { randomFrom, type Random } from './spike/generator.ts';
import { table } from './table.ts';

/** A row that the judge never saw, and what it said of it. */
interface Row {
  readonly label: Label;
  readonly group: string;
  readonly verdict: Verdict;
}

/** Channels of each case. */
const CHANNELS = 1000;
/** A day at 20 messages an hour, and an hour of a busy channel. */
const SIZES = [480, 80] as const;
const SHIFTS = [0, 0.1, 0.35] as const;
const CALM = { positive: 0.3, neutral: 0.55, negative: 0.15 };
/** The cards show 95 % intervals; this part of one is the interval of 90 %. */
const NINETY = 1.644_854 / 1.959_964;

/** More negative messages by `by`, in place of the others in the proportion of what they lose in a bad day. */
const shifted = (by: number) => ({
  positive: CALM.positive - (by * 4) / 7,
  neutral: CALM.neutral - (by * 3) / 7,
  negative: CALM.negative + by,
});

function drawn<T>(all: readonly T[], random: Random): T {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new RangeError('There is nothing to draw from.');
  return one;
}

function labelOf(shares: Readonly<Record<Label, number>>, random: Random): Label {
  const at = random();
  if (at < shares.positive) return 'positive';
  return at < shares.positive + shares.neutral ? 'neutral' : 'negative';
}

interface Off {
  /** Estimate minus truth, in points. */
  readonly negative: number;
  readonly mood: number;
  readonly holds: boolean;
}

function offOf(counts: Counts, truth: Readonly<Record<Label, number>>): Off {
  const [share, mood] = [shareOf(counts), moodOf(counts)];
  if (!share || !mood) throw new RangeError('An empty channel.');
  const wanted = 100 * (truth.positive - truth.negative);
  const [low, high] = mood.interval;
  const [middle, half] = [(low + high) / 2, ((high - low) / 2) * NINETY];
  return {
    negative: 100 * (share.negative - truth.negative),
    mood: mood.value - wanted,
    holds: Math.abs(wanted - middle) <= half,
  };
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const rounded = (value: number) => Math.round(value * 10) / 10;
const figuresOf = (all: readonly Off[]) => ({
  biasNegative: rounded(mean(all.map(({ negative }) => negative))),
  biasMood: rounded(mean(all.map(({ mood }) => mood))),
  covered: rounded(100 * mean(all.map(({ holds }) => Number(holds)))),
});

interface Channel {
  /** What its messages are drawn from, and the mistakes that its counts are corrected for. */
  readonly rows: Readonly<Record<Label, readonly Row[]>>;
  readonly judge: Confusion;
}

function channelFrom(rows: readonly Row[], known: readonly Row[]): Channel {
  const judge = confusionOf(known);
  if (!judge) throw new RangeError('The judge hardly tells labels apart.');
  const of = (label: Label) => rows.filter((row) => row.label === label);
  return { rows: { positive: of('positive'), neutral: of('neutral'), negative: of('negative') }, judge };
}

function race(channels: readonly Channel[], size: number, by: number) {
  const truth = shifted(by);
  const counted: Off[] = [];
  const corrected: Off[] = [];
  for (let n = 0; n < CHANNELS; n += 1) {
    const random = randomFrom(n * 7919 + size);
    const { rows, judge } = drawn(channels, random);
    const said = Array.from({ length: size }, () => drawn(rows[labelOf(truth, random)], random));
    counted.push(offOf(countsOfAll(said), truth));
    corrected.push(offOf(countsOfAll(said, judge), truth));
  }
  return { counted: figuresOf(counted), corrected: figuresOf(corrected) };
}

const rows: Row[] = (await readReadings()).map(({ label, group, probabilities }) => ({
  ...{ label, group },
  verdict: verdictFrom(probabilities, 0),
}));
const writers = [...new Set(rows.map(({ group }) => group))];
const usual = channelFrom(rows, rows);
const cases: Readonly<Record<string, readonly Channel[]>> = {
  // The mistakes are exactly those that are known, so nothing but chance is left: no doubt about people.
  known: [{ ...usual, judge: { ...usual.judge, doubt: 0 } }],
  // Every channel writes like one writer, and the judge is known from the others.
  unseen: writers.map((writer) =>
    channelFrom(
      rows.filter(({ group }) => group === writer),
      rows.filter(({ group }) => group !== writer),
    ),
  ),
};

const found = Object.entries(cases).flatMap(([name, channels]) =>
  SIZES.flatMap((messages) =>
    SHIFTS.map((by) => ({ case: name, messages, shift: 100 * by, ...race(channels, messages, by) })),
  ),
);
const signed = (points: number) => (points < 0 ? '' : '+') + points.toFixed(1);
const cellsOf = ({ biasNegative, biasMood, covered }: ReturnType<typeof figuresOf>) => [
  signed(biasNegative),
  signed(biasMood),
  `${covered.toFixed(1)} %`,
];
const lines = found.map((one) => [
  one.case,
  String(one.messages),
  `+${one.shift}`,
  ...cellsOf(one.counted),
  ...cellsOf(one.corrected),
]);
const columns = ['negative', 'mood', 'held by 90 %'];
process.stdout.write(
  `${CHANNELS} channels each; bias in points; left: verdicts counted, right: corrected\n\n` +
    table(['mistakes', 'messages', 'shift', ...columns, ...columns], lines),
);
await writeFile('bench/results/shares.json', `${JSON.stringify(found, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(found)}\n`);
