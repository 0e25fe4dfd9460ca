// What heads read: the scores that a model gives to some words after a text, and perhaps within it; and the text's words.
import { hashedWords } from './hashedWords.ts';

/** Features beside the scores. */
const OWN = 2;

/**
 * [1, has Han characters, score of each word less the mean of its place, hashed words of the text]: a common offset of the
 * scores of one place changes nothing. `words`: how many scores each place has; `hashed`: places of the text's own words.
 */
export function featuresOf(text: string, scores: readonly number[], words: number, hashed = 0): number[] {
  const features = [1, /\p{Script=Han}/u.test(text) ? 1 : 0];
  for (let from = 0; from < scores.length; from += words) {
    const place = scores.slice(from, from + words);
    const mean = place.reduce((sum, score) => sum + score, 0) / place.length;
    features.push(...place.map((score) => score - mean));
  }
  if (hashed > 0) features.push(...hashedWords(text, hashed));
  return features;
}

/** How many features so many words give that are read at so many places. */
export const widthOf = (words: number, places: number, hashed: number): number =>
  OWN + words * places + hashed;
