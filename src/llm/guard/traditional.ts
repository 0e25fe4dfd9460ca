// Chinese as Taiwan writes it, whatever the model wrote.
import { proseAndCode, sentencesOf } from './prose.ts';
import { isOnlySimplified, isOnlyTraditional, varietyOf } from './variety.ts';

/** What is used of the package; its own types name files that TypeScript does not find from a module. */
interface OpenCc {
  readonly Converter: (options: { from: 'cn'; to: 'twp' }) => (text: string) => string;
}

/**
 * Loads its dictionaries, some 1.1 MB. Code stays as it is. Of a sentence that is Traditional already only the pieces
 * with Simplified characters change.
 */
export async function openTraditional(): Promise<(text: string) => string> {
  const { Converter } = (await import('opencc-js/cn2t')) as unknown as OpenCc;
  const convert = Converter({ from: 'cn', to: 'twp' });
  return (text) =>
    proseAndCode(text)
      .map((part) => (part.isCode ? part.text : converted(part.text, convert)))
      .join('');
}

function converted(prose: string, convert: (text: string) => string): string {
  return sentencesOf(prose)
    .map(({ start, end }) => prose.slice(start, end))
    .map((sentence) => (varietyOf(sentence) === 'zh-TW' ? mended(sentence, convert) : convert(sentence)))
    .join('');
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** 這個游戏 is 這個遊戲, but 别干擾 is 別干擾: only words change that have a Simplified character. */
function mended(sentence: string, convert: (text: string) => string): string {
  const inWord = (word: string) => {
    const characters = Array.from(word);
    if (!characters.some(isOnlySimplified)) return word;
    if (!characters.some(isOnlyTraditional)) return convert(word);
    return characters.map((one) => (isOnlySimplified(one) ? convert(one) : one)).join('');
  };
  return Array.from(words.segment(sentence), ({ segment }) => inWord(segment)).join('');
}
