// Makes a calibration on this machine: the model reads labelled rows in small portions, then a head is fitted.
import { orAborted } from '../../flow/aborting.ts';
import { faultOf } from '../../files.ts';
import type { Log } from '../../log.ts';
import { parseCalibration } from '../calibration.ts';
import { featuresOf } from '../heads/features.ts';
import type { FittedSentiment, LabelledFeatures } from '../heads/fit/sentiment.ts';
import { headDataOf } from '../heads/head.ts';
import { NARROW_WORDS } from '../heads/words.ts';
import type { Model, Question } from '../model.ts';
import { plainText } from '../plainText.ts';
import type { AnalystPrompt } from '../roles.ts';
import { keyOf, writeHead, type KeptData, type KeptHead } from './keptHead.ts';
import { openScores, type KeptScores } from './keptScores.ts';
import { hashOf, type LabelledRow } from './rows.ts';

/** Texts that are read together: what people write waits for so many at most. */
const PORTION = 8;

export interface CalibrateOptions {
  readonly model: Model;
  /** The same for the same weights. */
  readonly weights: string;
  readonly prompt: AnalystPrompt;
  readonly shipped: readonly LabelledRow[];
  /** An operator's own. */
  readonly added: readonly LabelledRow[];
  /** Where the head is kept, and meanwhile what was read. */
  readonly folder: string;
  readonly log: Log;
  readonly fit: (rows: readonly LabelledFeatures[], signal: AbortSignal) => Promise<FittedSentiment>;
  /** Resolves when the next portion may be read. */
  readonly ready: (signal: AbortSignal) => Promise<void>;
  readonly progress: (read: number, of: number) => void;
  readonly signal: AbortSignal;
}

/** What the model is asked about each row. */
export const questionOf = ({ prefix, suffix }: AnalystPrompt): Question => ({
  prefix,
  suffix,
  words: NARROW_WORDS,
});

/**
 * Rejects as the model does, with FitFailedError, and with the reason of `signal` when it aborts; the next call goes on
 * with what was read.
 */
export async function calibrate(options: CalibrateOptions): Promise<KeptHead> {
  const { model, weights, prompt, shipped, added, folder, log, fit, signal } = options;
  const question = questionOf(prompt);
  const key = keyOf(weights, question);
  const rows = [...shipped, ...added].map((row) => ({ ...row, text: plainText(row.text, prompt) }));
  const scores = await openScores(folder, key, question.words.length);
  await read(
    rows.map(({ text }) => text),
    question,
    scores,
    options,
  );
  const features = rows.map(({ text, label }): LabelledFeatures => {
    return {
      group: text,
      label,
      features: featuresOf(text, [...(scores.get(text) ?? [])], NARROW_WORDS.length),
    };
  });
  const { head, uncertainBelow, figures } = await fit(features, signal);
  const about = {
    ...{ key, preset: model.id, prompt: prompt.version },
    ...{ rows: rows.length, shipped: hashOf(shipped), added: added.length },
  };
  const data: KeptData = {
    ...about,
    words: [...question.words],
    heads: { sentiment: headDataOf(head) },
    uncertainBelow,
    figures: { here: figures },
  };
  try {
    await writeHead(folder, data);
    await scores.forget();
  } catch (error) {
    log.warn(
      `The calibration cannot be kept in ${folder} (${faultOf(error).reason}): it lasts until the stop`,
    );
  }
  return { calibration: parseCalibration(data), made: about };
}

/** Reads what is not read yet. */
async function read(
  texts: readonly string[],
  question: Question,
  scores: KeptScores,
  { model, log, ready, progress, signal }: CalibrateOptions,
): Promise<void> {
  const distinct = new Set(texts);
  const unread = [...distinct].filter((text) => !scores.get(text));
  const known = distinct.size - unread.length;
  let canKeep = true;
  for (let from = 0; from < unread.length; from += PORTION) {
    progress(known + from, distinct.size);
    await ready(signal);
    const portion = unread.slice(from, from + PORTION);
    const readings = await orAborted(model.judge(question, portion), signal);
    const found = readings.map((reading) => reading.scores);
    await scores.add(portion, found).catch((error: unknown) => {
      if (canKeep) log.warn(`What was read cannot be kept (${faultOf(error).reason}): a stop begins it anew`);
      canKeep = false;
    });
  }
  progress(distinct.size, distinct.size);
}
