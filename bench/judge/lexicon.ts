// The lexicon that the judge is compared with: AFINN, a list of English words and emoji with valences.
import Sentiment from 'sentiment';
import type { Label } from '../../src/mood/verdict.ts';

const afinn = new Sentiment();

/** The sign of the sum of the valences of its words. It knows no Chinese, so that is neutral. */
export function lexiconLabel(text: string): Label {
  // It splits at spaces alone, so an emoji beside another would be missed.
  const { score } = afinn.analyze(text.replace(/(\p{Extended_Pictographic}\uFE0F?)/gu, ' $1 '));
  if (score > 0) return 'positive';
  return score < 0 ? 'negative' : 'neutral';
}
