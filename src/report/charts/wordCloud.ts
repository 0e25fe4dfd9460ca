// Words sized by use and coloured by mood: what is drawn, its text, and a description for those who cannot see it.
import { wordsIn } from '../words.ts';
import type { Reader } from './reading.ts';
import type { ChartPlan, CloudWord } from './spec.ts';

/** `words`: the heaviest first. */
export function wordCloud(cloud: readonly CloudWord[], { locale }: Pick<Reader, 'locale'>): ChartPlan {
  const words = wordsIn(locale);
  const spec = {
    kind: 'cloud' as const,
    locale,
    title: words('chart.cloud'),
    words: cloud,
    names: {
      positive: words('chart.cloudPositive'),
      mixed: words('chart.cloudMixed'),
      negative: words('chart.cloudNegative'),
    },
  };
  const named = cloud
    .slice(0, 12)
    .map(({ text, weight }) => words('chart.alt.cloudWord', { word: text, n: weight }));
  const list = new Intl.ListFormat(locale, { type: 'unit' }).format(named);
  return { spec, alt: words('chart.alt.cloud', { words: list }) };
}
