// How the next word is chosen from those that the model thinks likely.

export interface Sampling {
  /** 0…2; 0 takes the likeliest. */
  readonly temperature: number;
  /** 0…1: the share of probability that is chosen from. */
  readonly topP: number;
  /** Tokens that are chosen from at most, 0…1000; 0: all. */
  readonly topK: number;
  /** 1…2: words of the answer so far are less likely by this factor; 1: as likely as before. */
  readonly repeatPenalty: number;
  /** 0…2: less likely each time that a word was said. */
  readonly frequencyPenalty: number;
  /** 0…2: less likely once a word was said. */
  readonly presencePenalty: number;
  /** DRY: what would go on with a sequence that was said before is less likely, the more the longer it is. */
  readonly dryStrength: number;
  readonly dryBase: number;
  /** Tokens of a sequence that may come again freely. */
  readonly dryLength: number;
}

/** Where nothing else is said: lively, yet on the subject. */
export const LIVELY: Sampling = {
  temperature: 0.6,
  topP: 0.9,
  topK: 40,
  repeatPenalty: 1.1,
  frequencyPenalty: 0,
  presencePenalty: 0,
  dryStrength: 0,
  dryBase: 1.75,
  dryLength: 2,
};

/** For a second try: what was said before is to be said otherwise. */
export function bolder(sampling: Sampling): Sampling {
  return {
    ...sampling,
    temperature: Math.min(1, sampling.temperature + 0.25),
    topP: Math.max(sampling.topP, 0.95),
    repeatPenalty: Math.min(1.3, sampling.repeatPenalty + 0.08),
    presencePenalty: Math.min(1, sampling.presencePenalty + 0.3),
  };
}
