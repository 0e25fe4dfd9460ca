// From the scores of some words to what a message says: linear heads, fitted per preset by bench/calibrate.ts, or on this
// machine by calibrating/.
import { z } from 'zod';
import qwenCoder from './calibration/qwen2.5-coder-0.5b.json' with { type: 'json' };
import qwenCoderNarrow from './calibration/qwen2.5-coder-0.5b.narrow.json' with { type: 'json' };
import smollm2 from './calibration/smollm2-135m.narrow.json' with { type: 'json' };
import { determinantOf, LEAST_DETERMINANT, type Confusion } from '../mood/confusion.ts';
import { INTENTS, type Intent } from '../mood/intent.ts';
import { KINDS, type Kind } from '../mood/kind.ts';
import { LABELS, verdictFrom, type Label, type Verdict } from '../mood/verdict.ts';
import { ASKED, askedIn, type Asked, type AskedFor } from './heads/asked.ts';
import { featuresOf, widthOf } from './heads/features.ts';
import { headData, headOf, probabilitiesOf, softmax, type Head } from './heads/head.ts';
import { told, tellingOf, type Telling } from './heads/telling.ts';
import { shortHash } from './shortHash.ts';

const share = z.number().min(0).max(1).nullish();

const perLabel = z.object({ positive: z.number(), neutral: z.number(), negative: z.number() });
const mistakes = z
  .object({
    said: z.object({ positive: perLabel, neutral: perLabel, negative: perLabel }),
    doubt: z.number().min(0).max(1),
  })
  .refine((one) => determinantOf(one) >= LEAST_DETERMINANT, {
    error: 'a judge that guesses cannot be corrected',
  });

const data = z.object({
  preset: z.string(),
  /** Version of the analyst prompt that it was fitted with; it holds for no other. */
  prompt: z.string(),
  /** What the model is asked to weigh; each a single token of the preset. */
  words: z.array(z.string()).min(1),
  /** Whether they are read at the end of the text as well as at the end of the prompt. */
  atText: z.boolean().default(false),
  /** Places of the text's own words beside them; 0 for none. */
  hashed: z.number().int().min(0).default(0),
  heads: z.object({
    sentiment: headData,
    posts: headData.optional(),
    genre: headData.optional(),
    asked: headData.optional(),
    intent: headData.optional(),
    kind: headData.optional(),
  }),
  /** A label whose probability is below is uncertain. */
  uncertainBelow: z.number().min(0).max(1),
  /** An intent or a kind whose probability is below is not told. */
  intentBelow: z.number().min(0).max(1).optional(),
  kindBelow: z.number().min(0).max(1).optional(),
  /**
   * Of each file of weights, in cross-validation, shares 0…1. chat3: right on chat messages, three classes;
   * falseNegativity: called negative of the chat that is not; ece: expected calibration error.
   */
  figures: z.record(z.string(), z.object({ chat3: share, falseNegativity: share, ece: share })).optional(),
  /** How it mistakes the labels of chat, in cross-validation. */
  confusion: mistakes.optional(),
});

/** A calibration as it is kept in a file. */
export type CalibrationData = z.input<typeof data>;

/** Chat, or posts: tweets, reviews and what else is written for nobody in particular. */
export const GENRES = ['chat', 'posts'] as const;
export type Genre = (typeof GENRES)[number];

/**
 * A head for each genre, weighed by how much a text is of it (Jacobs et al. 1991, Adaptive Mixtures of Local Experts):
 * people say the same with other words in a chat than in a review. Without `others` the first reads all.
 */
export interface SentimentHeads {
  readonly chat: Head<Label>;
  readonly others: { readonly posts: Head<Label>; readonly genre: Head<Genre> } | null;
}

export interface Calibration {
  /** Short hash of all that it holds. */
  readonly version: string;
  /** Of what labels depend on: other heads of intent or kind are no other judge of the mood. */
  readonly moodVersion: string;
  readonly prompt: string;
  readonly words: readonly string[];
  readonly atText: boolean;
  readonly hashed: number;
  readonly sentiment: SentimentHeads;
  /** Only a calibration of many words has it. */
  readonly asked: Head<Asked> | null;
  readonly intent: Telling<Intent> | null;
  /** Of negative messages. */
  readonly kind: Telling<Kind> | null;
  readonly uncertainBelow: number;
  readonly figures?: z.infer<typeof data>['figures'];
  /** Left out: not known. */
  readonly confusion?: Confusion | undefined;
}

/** What one forward pass tells of a message. */
export interface Meaning {
  readonly verdict: Verdict;
  /** What is asked for, were it said to the bot. */
  readonly asked: AskedFor | null;
}

/** @throws ZodError, RangeError for what is no calibration */
export function parseCalibration(json: unknown): Calibration & { readonly preset: string } {
  // What is known of its mistakes changes no verdict, so it does not change the version.
  const { confusion, ...judging } = data.parse(json);
  const { intentBelow, kindBelow, ...about } = judging;
  const { heads, ...rest } = about;
  const { intent, kind, ...ofMood } = heads;
  const width = widthOf(rest.words.length, rest.atText ? 2 : 1, rest.hashed);
  return {
    ...rest,
    confusion,
    version: shortHash(JSON.stringify(judging), 8),
    moodVersion: shortHash(JSON.stringify({ ...about, heads: ofMood }), 8),
    sentiment: {
      chat: headOf(heads.sentiment, LABELS, width),
      others:
        heads.posts && heads.genre
          ? { posts: headOf(heads.posts, LABELS, width), genre: headOf(heads.genre, GENRES, width) }
          : null,
    },
    asked: heads.asked ? headOf(heads.asked, ASKED, width) : null,
    intent: tellingOf(intent, INTENTS, width, intentBelow),
    kind: tellingOf(kind, KINDS, width, kindBelow),
  };
}

const byPreset = (files: readonly unknown[]) =>
  new Map(files.map(parseCalibration).map((fitted) => [fitted.preset, fitted]));

/** They ask for about as many words as a model's final state has numbers, and so read all that it holds. */
const WIDE = byPreset([qwenCoder]);
/** They ask for few words, for models that are asked over a network. */
const NARROW = byPreset([qwenCoderNarrow, smollm2]);

/** Below it the plain softmax of a model that nobody has measured is called uncertain. */
const UNCERTAIN_BELOW = 0.5;

/**
 * Null for a preset, file or URI that has none: it works, and is called uncalibrated wherever it is named.
 * `manyWords`: as the model says of itself.
 */
export function calibrationOf(preset: string | null, manyWords: boolean): Calibration | null {
  if (preset === null) return null;
  return (manyWords ? WIDE.get(preset) : undefined) ?? NARROW.get(preset) ?? null;
}

/** What cross-validation found, with the worst of the files it was measured with; null: not measured. */
export interface Quality {
  /** Of 100 chat messages, how many get the right one of three labels. */
  readonly right: number | null;
  /** Of 100 chat messages that are not negative, how many are called negative. */
  readonly falseNegative: number | null;
  /** How far probabilities are from how often they are right, in points of 100. */
  readonly error: number | null;
}

export function qualityOf({ figures = {} }: Pick<Calibration, 'figures'>): Quality {
  const files = Object.values(figures);
  const worst = (shares: readonly (number | null | undefined)[], pick: (...values: number[]) => number) => {
    const known = shares.filter((one) => one !== null && one !== undefined);
    return known.length === 0 ? null : 100 * pick(...known);
  };
  return {
    right: worst(
      files.map(({ chat3 }) => chat3),
      Math.min,
    ),
    falseNegative: worst(
      files.map((one) => one.falseNegativity),
      Math.max,
    ),
    error: worst(
      files.map(({ ece }) => ece),
      Math.max,
    ),
  };
}

/** What a text says, from the scores of the calibration's words, in their order. */
export function meaningOf(text: string, scores: readonly number[], calibration: Calibration): Meaning {
  const { words, hashed, sentiment, asked, uncertainBelow } = calibration;
  const features = featuresOf(text, scores, words.length, hashed);
  const verdict = verdictOf(sentimentOf(features, sentiment), uncertainBelow);
  const isNegative = verdict.label === 'negative' && !verdict.uncertain;
  const intent = told(features, calibration.intent);
  const kind = isNegative ? told(features, calibration.kind) : null;
  return {
    verdict: { ...verdict, ...(intent && { intent }), ...(kind && { kind }) },
    asked: asked && askedIn(probabilitiesOf(features, asked), asked.labels),
  };
}

/** Probabilities in the order of LABELS. */
export function sentimentOf(features: readonly number[], { chat, others }: SentimentHeads): number[] {
  const asChat = probabilitiesOf(features, chat);
  if (!others) return asChat;
  const [isChat = 1, isPost = 0] = probabilitiesOf(features, others.genre);
  const asPost = probabilitiesOf(features, others.posts);
  return asChat.map((probability, i) => isChat * probability + isPost * (asPost[i] ?? 0));
}

/** `probabilities` in the order of LABELS. */
export function verdictOf(probabilities: readonly number[], uncertainBelow: number): Verdict {
  const [positive = 0, neutral = 0, negative = 0] = probabilities;
  return verdictFrom({ positive, neutral, negative }, uncertainBelow);
}

/** The verdict of a model that nobody has measured: the plain softmax of its labels' scores. */
export function uncalibrated(scores: Readonly<Record<Label, number>>): Meaning {
  const probabilities = softmax(LABELS.map((label) => scores[label]));
  return { verdict: verdictOf(probabilities, UNCERTAIN_BELOW), asked: null };
}
