// Chinese as Taiwan writes it, whatever the model wrote.
import { proseAndCode, sentencesOf } from './prose.ts';
import { varietyOf } from './script.ts';

/** What is used of the package; its own types name files that TypeScript does not find from a module. */
interface OpenCc {
  readonly Converter: (options: { from: 'cn'; to: 'twp' }) => (text: string) => string;
}

/** Loads its dictionaries, some 1.1 MB. Code stays as it is, and so do sentences that are Traditional already. */
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
    .map((sentence) => (varietyOf(sentence) === 'zh-TW' ? sentence : convert(sentence)))
    .join('');
}
