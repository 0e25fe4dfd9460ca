// The judge: texts in, calibrated verdicts out; equal texts are judged once.
import { createHash } from 'node:crypto';
import { isBare } from '../mood/bare.ts';
import { LABELS } from '../mood/verdict.ts';
import { calibrationOf, meaningOf, uncalibrated, type Calibration, type Meaning } from './calibration.ts';
import { INTERJECTIONS, interjectionOf } from './interjections.ts';
import { createMemory, type Memory } from './memory.ts';
import type { Model, Question } from './model.ts';
import { partedText, withoutBreaks } from './plainText.ts';
import type { Prompts } from './prompts.ts';
import type { AnalystPrompt } from './roles.ts';
import { partsOf, withStrongest } from './strongest.ts';

/** Texts whose verdict is remembered, by a hash: what was said is not kept in memory. */
const REMEMBERED = 10_000;

/** Nothing to read, so nothing felt; in two classes it is an even bet. */
const EMPTY: Meaning = {
  verdict: {
    label: 'neutral',
    probabilities: { positive: 0, neutral: 1, negative: 0 },
    uncertain: false,
    intent: 'chat',
  },
  asked: null,
};

/** As good as certain: what such signs are used for is known. */
const SIGNED = 0.9;

/** What a text says that no model needs to read; null for all others. */
function fixedMeaning(text: string): Meaning | null {
  if (text === '') return EMPTY;
  const said = interjectionOf(text);
  if (!said) return null;
  const { label, intent } = said;
  const others = (1 - SIGNED) / (LABELS.length - 1);
  const probabilities = { positive: others, neutral: others, negative: others, [label]: SIGNED };
  return {
    verdict: { label, probabilities, uncertain: false, intent, ...(isBare(text) && { bare: true }) },
    asked: null,
  };
}

export interface Judgement extends Meaning {
  /** The message was too long and was read by its head and tail. */
  readonly truncated: boolean;
  /** Versions of the prompt and, after a full stop, of the calibration. */
  readonly promptVersion: string;
  readonly model: string;
}

export interface Judge {
  /** In the order of `texts`. Fails as the model does. */
  judge(texts: readonly string[]): Promise<Judgement[]>;
  /** Null: none holds for this model and prompt; probabilities are the model's own. */
  calibration(): Calibration | null;
  /** Names all that labels depend on but the text: model, prompt and the heads of the mood. */
  version(): string;
  /** Since the start: texts that the model read, and texts whose verdict was remembered. */
  stats(): { readonly read: number; readonly hits: number };
}

export interface JudgeOptions {
  readonly model: Model;
  readonly prompts: Prompts;
  /** What is in force, which may change at any time; that of the model's preset unless given. */
  readonly calibration?: () => Calibration | null;
}

export function createJudge({ model, prompts, calibration }: JudgeOptions): Judge {
  const ships = calibrationOf(model.preset, model.manyWords);
  const given = calibration ?? (() => ships);
  let inquiry: Inquiry | undefined;
  let read = 0;
  let hits = 0;

  function inForce(): Calibration | null {
    const found = given();
    return found?.prompt === prompts.analyst().version ? found : null;
  }

  /** One object as long as the words of the prompt and the calibration stay the same: the model holds its prefix. */
  function ask(): Inquiry {
    const prompt = prompts.analyst();
    const fitted = inForce();
    const isSame = inquiry?.prompt.version === prompt.version && inquiry.calibration === fitted;
    return isSame && inquiry ? inquiry : (inquiry = inquiryOf(prompt, fitted));
  }

  /** In the order of `texts`. What is not negative as a whole is read by its sentences as well, where it has several. */
  async function readAll(
    { question, read: meaning, calibration }: Inquiry,
    texts: readonly string[],
  ): Promise<(Meaning & Pick<Judgement, 'truncated'>)[]> {
    const plain = texts.map(withoutBreaks);
    const readings = await model.judge(question, plain);
    const wholes = readings.map(({ scores }, i) => meaning(plain[i] ?? '', scores));
    const parts = wholes.map(({ verdict }, i) =>
      calibration && verdict.label !== 'negative' ? partsOf(texts[i] ?? '') : null,
    );
    const all = parts.flatMap((one) => one?.texts ?? []);
    const partReadings = all.length > 0 ? await model.judge(question, all) : [];
    read += texts.length + all.length;
    const meanings = partReadings.map(({ scores }, i) => meaning(all[i] ?? '', scores));
    let from = 0;
    return wholes.map((whole, i) => {
      const { texts: own = [], sure = 1 } = parts[i] ?? {};
      const read = meanings.slice(from, (from += own.length));
      return { ...withStrongest(whole, read, sure), truncated: readings[i]?.truncated ?? false };
    });
  }

  return {
    calibration: inForce,
    version: () =>
      `${model.id} ${prompts.analyst().version} ${inForce()?.moodVersion ?? 'uncalibrated'} ${INTERJECTIONS}`,
    stats: () => ({ read, hits }),
    async judge(texts) {
      const asked = ask();
      const { prompt, calibration: fitted, memory } = asked;
      const promptVersion = fitted ? `${prompt.version}.${fitted.version}` : prompt.version;
      const facts = { promptVersion, model: model.id };
      const plain = texts.map((text) => partedText(text, prompt));
      const known = new Map<string, Judgement>();
      for (const text of new Set(plain)) {
        const meaning = fixedMeaning(text);
        if (meaning) known.set(text, { ...meaning, truncated: false, ...facts });
      }
      const open = plain.filter((text) => !known.has(text));
      const unknown: string[] = [];
      for (const text of new Set(open)) {
        const found = memory.recall(keyOf(text));
        if (found) known.set(text, found);
        else unknown.push(text);
      }
      const found = await readAll(asked, unknown);
      hits += open.length - unknown.length;
      found.forEach((said, i) => {
        const text = unknown[i] ?? '';
        const verdict = { ...said.verdict, ...(isBare(text) && { bare: true }) };
        const judgement = { ...said, verdict, ...facts };
        known.set(text, judgement);
        memory.remember(keyOf(text), judgement);
      });
      return plain.map((text) => {
        const judgement = known.get(text);
        if (!judgement) throw new RangeError('the model returned fewer scores than texts');
        return judgement;
      });
    },
  };
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** A prompt, what the model is asked with it, and how its answer is read. */
interface Inquiry {
  readonly prompt: AnalystPrompt;
  readonly calibration: Calibration | null;
  readonly question: Question;
  readonly read: (text: string, scores: readonly number[]) => Meaning;
  /** Another prompt or calibration would say otherwise of the same texts, so it begins with none. */
  readonly memory: Memory<Judgement>;
}

function inquiryOf(prompt: AnalystPrompt, calibration: Calibration | null): Inquiry {
  const { prefix, suffix } = prompt;
  const held = { prompt, calibration, memory: createMemory<Judgement>(REMEMBERED) };
  if (calibration) {
    return {
      ...held,
      question: { prefix, suffix, words: calibration.words, atText: calibration.atText },
      read: (text, scores) => meaningOf(text, scores, calibration),
    };
  }
  return {
    ...held,
    question: { prefix, suffix, words: LABELS.map((label) => prompt.words[label]) },
    read: (_text, [positive = NaN, neutral = NaN, negative = NaN]) =>
      uncalibrated({ positive, neutral, negative }),
  };
}
