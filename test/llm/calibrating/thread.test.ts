// Fitting happens in a thread: the program goes on meanwhile.
import { expect, it } from 'vitest';
import { fitInThread } from '../../../src/llm/calibrating/thread.ts';
import { fitSentiment, type LabelledFeatures } from '../../../src/llm/heads/fit/sentiment.ts';
import { LABELS } from '../../../src/mood/verdict.ts';

/** Rows as many and as wide as those that ship; `width` features say which label it is, a little. */
function rows(count: number, width: number): LabelledFeatures[] {
  return Array.from({ length: count }, (_, i) => {
    const label = LABELS[i % 3]!;
    const features = Array.from({ length: width }, (_, k) => Math.sin(i * 12.9898 + k * 78.233));
    features[0] = 1;
    features[1 + (i % 3)]! += 1;
    return { group: String(i), features, label };
  });
}

it('a thread fits the same head as the program would itself', async () => {
  const some = rows(150, 12);
  const fitted = await fitInThread(some, new AbortController().signal);
  expect(fitted).toEqual(fitSentiment(some));
  expect(fitted.figures.chat3).toBeGreaterThan(0.5);
  expect(fitted.uncertainBelow).toBeGreaterThanOrEqual(0.34);
}, 120_000);

it('the event loop turns while a head is fitted', async () => {
  let turns = 0;
  let fitting = true;
  const turn = () => {
    turns += 1;
    if (fitting) setImmediate(turn);
  };
  setImmediate(turn);
  await fitInThread(rows(300, 60), new AbortController().signal);
  fitting = false;
  // Fitted in the program itself it would turn once or twice.
  expect(turns).toBeGreaterThan(100);
}, 120_000);

it('a stop ends the thread at once', async () => {
  const stopping = new AbortController();
  const fitted = fitInThread(rows(1080, 190), stopping.signal);
  stopping.abort(new Error('stopping'));
  await expect(fitted).rejects.toThrow('stopping');
});

it('rows that are none are refused with the reason', async () => {
  const broken = [{ group: 'a', features: [NaN], label: 'positive' as const }];
  await expect(fitInThread(broken, new AbortController().signal)).rejects.toThrow(
    /The head could not be fitted \(/,
  );
});
