// Sees that an answer says what an example in the prompt answers, as small models do to messages that are nothing like it.
import type { ChatTurn } from '../model.ts';
import { pairsOf, sentencesOf, wordsOnly } from './prose.ts';

/** Letters below which anybody may say the same; a Chinese character is worth some. */
const LEAST = 12;
const CHARACTER = 3;
/** The share of a message that an example asks: then its answer is one to this message, too. */
const ALIKE = 0.5;

/** `examples`: what the model is shown. `message`: what is answered. */
export function parrotsOf(examples: readonly ChatTurn[], message: string) {
  const asked = new Set(pairsOf(wordsOnly(message)));
  const isAlike = (said: string) => {
    const pairs = pairsOf(wordsOnly(said));
    return pairs.filter((pair) => asked.has(pair)).length >= ALIKE * Math.max(pairs.length, asked.size, 1);
  };
  const answers = examples.flatMap(({ role, text }, i) =>
    role === 'assistant' && !isAlike(examples[i - 1]?.text ?? '') ? [wordsOnly(text)] : [],
  );
  const isShown = (letters: string) => answers.some((answer) => answer.includes(letters));
  return {
    /**
     * The text without the sentences that stand in such an answer. While it is not whole, a last one that may become such a
     * sentence is held back.
     */
    without(text: string, isWhole: boolean): string {
      const spans = sentencesOf(text);
      return spans
        .map(({ start, end }, i) => {
          const sentence = text.slice(start, end);
          const letters = wordsOnly(sentence);
          const mayGrow = !isWhole && i === spans.length - 1;
          const isParroted = (mayGrow || worthOf(letters) >= LEAST) && letters !== '' && isShown(letters);
          return isParroted ? '' : sentence;
        })
        .join('');
    },
  };
}

const worthOf = (letters: string): number =>
  letters.length + (CHARACTER - 1) * (letters.match(/\p{Script=Han}/gu)?.length ?? 0);
