// What heads read: the scores that a model gives to some words after a text, and perhaps within it.

/** Features beside the scores. */
const OWN = 2;

/**
 * [1, has Han characters, score of each word less the mean of its place]: a common offset of the scores of one place
 * changes nothing. `words`: how many scores each place has.
 */
export function featuresOf(text: string, scores: readonly number[], words: number): number[] {
  const features = [1, /\p{Script=Han}/u.test(text) ? 1 : 0];
  for (let from = 0; from < scores.length; from += words) {
    const place = scores.slice(from, from + words);
    const mean = place.reduce((sum, score) => sum + score, 0) / place.length;
    features.push(...place.map((score) => score - mean));
  }
  return features;
}

/** How many features so many words give that are read at so many places. */
export const widthOf = (words: number, places: number): number => words * places + OWN;
