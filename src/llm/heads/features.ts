// What heads read: the scores that a model gives to some words after a text.

/** Features beside the scores. */
const OWN = 2;

/** [1, has Han characters, score of each word less the mean of all]: a common offset of the scores changes nothing. */
export function featuresOf(text: string, scores: readonly number[]): number[] {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return [1, /\p{Script=Han}/u.test(text) ? 1 : 0, ...scores.map((score) => score - mean)];
}

/** How many features so many words give. */
export const widthOf = (words: number): number => words + OWN;
