// Words that a text has in common with the standing instruction, in the same order, however they are dressed up.
import { sentencesOf, type Span } from './prose.ts';

/** How long a run is no chance: six words, or ten characters of Chinese. */
const ENOUGH = 30;
const WORD = 5;
const CHARACTER = 3;

/** Whether a sentence of the instruction says what the bot is, which the bot may say of itself: "You are …". */
export const isOfTheBot = (sentence: string): boolean => /^\s*(?:you(?:['’]|\s)|[你您])/iu.test(sentence);

const TOKEN = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}'’])+/gu;

interface Token extends Span {
  readonly word: string;
  readonly weight: number;
}

/** Finds the runs of a text that stand in one of the secrets too. Case, width and signs make no difference. */
export function runsIn(secrets: readonly string[]): (text: string) => Span[] {
  const known = new Set(secrets.flatMap(runsOfSecret));
  return (text) => {
    const tokens = tokensOf(text);
    return tokens.flatMap(({ start }, i) => {
      const run = runFrom(tokens, i);
      return run && known.has(run.key) ? [{ start, end: run.end }] : [];
    });
  };
}

/** Of what it says of the bot, only what begins with "you": the same in the first person tells nothing. */
function runsOfSecret(secret: string): string[] {
  const tokens = tokensOf(secret);
  const ofTheBot = sentencesOf(secret).filter(({ start, end }) => isOfTheBot(secret.slice(start, end)));
  return tokens.flatMap(({ start }, i) => {
    const sentence = ofTheBot.find((one) => one.start <= start && start < one.end);
    const isWithin = sentence && secret.slice(sentence.start, start).trim() !== '';
    const run = isWithin ? null : runFrom(tokens, i);
    return run ? [run.key] : [];
  });
}

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(TOKEN)].flatMap(({ 0: found, index: start }) => {
    const word = found.normalize('NFKC').toLowerCase().replace(/['’]/g, '');
    const weight = /\p{Script=Han}/u.test(found) ? CHARACTER : WORD;
    return word === '' ? [] : [{ word, weight, start, end: start + found.length }];
  });

/** The shortest run from a place on that is long enough; null where the text ends before. */
function runFrom(
  tokens: readonly Token[],
  from: number,
): { readonly key: string; readonly end: number } | null {
  let [weight, key] = [0, ''];
  for (const { word, end, ...token } of tokens.slice(from, from + ENOUGH)) {
    weight += token.weight;
    key += ` ${word}`;
    if (weight >= ENOUGH) return { key, end };
  }
  return null;
}
