// The sentence that a question is about, by the words that they share.
import { partsOf } from './grounded.ts';

const OWN_NAME = /\bmy name\b|\bwho am i\b|我(?:的)?名字|我(?:该|該)?叫(?:什么|什麼|啥)|我是[谁誰]/iu;
const GIVES_NAME = /\b(?:my name is|call me)\s+\p{L}|我(?:叫|姓)|叫我|名字(?:是|叫)/iu;
/** "I'm so tired" gives no name, so a name after "I'm" has a capital. */
const TELLS_NAME =
  /\b(?:[Mm]y name is|[Cc]all me)\s+\p{L}|\b(?:[Ii]['’]?m|[Ii] am|[Tt]his is)\s+\p{Lu}|我(?:叫|是|姓)|叫我|名字(?:是|叫)/u;

/** Null where no sentence has a word of the question. The newest of equally near ones. */
export function nearest(asked: string, told: readonly string[]): string | null {
  if (OWN_NAME.test(asked)) {
    const named = [GIVES_NAME, TELLS_NAME]
      .map((pattern) => told.findLast((sentence) => pattern.test(sentence)))
      .find((sentence) => sentence !== undefined);
    if (named !== undefined) return named;
  }
  const question = new Set(partsOf(asked));
  let [best, most] = [null as string | null, 0];
  for (const sentence of told) {
    const shared = new Set(partsOf(sentence).filter((part) => question.has(part))).size;
    if (shared > 0 && shared >= most) [best, most] = [sentence, shared];
  }
  return best;
}
