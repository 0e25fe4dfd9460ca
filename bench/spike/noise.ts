// The judge's mistakes as label noise: each message gets what the default judge said of a message of the same label.
import { calibrationOf } from '../../src/llm/calibration.ts';
import type { VaryingShare } from '../../src/mood/betaBinomial.ts';
import { verdictFrom, type Label, type Verdict } from '../../src/mood/verdict.ts';
import { weightOf } from '../../src/mood/weight.ts';
import { readReadings } from '../readings.ts';
import type { Random, Written } from './generator.ts';

export interface Noise {
  /** Share of the negative messages that are called negative, 0…1. */
  readonly recall: number;
  /** Share of the others that are called negative, 0…1. */
  readonly falseNegativity: number;
  /** The message as the judge reads it. */
  misread(message: Written, random: Random): Written;
}

const PRESET = 'qwen2.5-coder-0.5b';

export async function judgeNoise(): Promise<Noise> {
  const uncertainBelow = calibrationOf(PRESET, true)?.uncertainBelow ?? 0;
  const verdicts = new Map<Label, Verdict[]>();
  for (const { label, probabilities } of await readReadings()) {
    const held = verdicts.get(label) ?? [];
    verdicts.set(label, held);
    held.push(verdictFrom(probabilities, uncertainBelow));
  }
  // Of the generator's other messages half are positive, half neutral.
  const called = (label: Label) => {
    const own = verdicts.get(label) ?? [];
    return own.filter((verdict) => verdict.label === 'negative').length / own.length;
  };
  return {
    recall: called('negative'),
    falseNegativity: (called('positive') + called('neutral')) / 2,
    misread(message, random) {
      const own = verdicts.get(message.label) ?? [];
      const verdict = own[Math.floor(random() * own.length)];
      return verdict ? { ...message, label: verdict.label, weight: weightOf(verdict) } : message;
    },
  };
}

/** The share that is called negative, where the true share varies so: its mean and variance are exact. */
export function calledShare(
  { mean, dispersion }: VaryingShare,
  { recall, falseNegativity }: Noise,
): VaryingShare {
  const slope = recall - falseNegativity;
  const called = falseNegativity + slope * mean;
  return {
    mean: called,
    dispersion: (dispersion * mean * (1 - mean) * slope ** 2) / (called * (1 - called)),
  };
}
