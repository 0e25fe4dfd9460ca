// Sections of a report cut to what one message may hold: 6,000 characters in all, 1,024 a field, 4,096 a description.

export interface Section {
  readonly key: 'topics' | 'suggestions' | 'events' | 'alerts' | 'unusual' | 'quotes' | 'channels';
  readonly name: string;
  readonly lines: readonly string[];
  /** This many lines are dropped last. */
  readonly keep: number;
}

const MESSAGE = 6000;
const FIELD = 1024;
const DESCRIPTION = 4096;

const lengthOf = ({ name, lines }: Pick<Section, 'name' | 'lines'>) => name.length + lines.join('\n').length;

/** Whole lines are dropped, from the last section up and each from its end; `taken`: characters used elsewhere. */
export function fitted(sections: readonly Section[], taken: number): Section[] {
  let kept = sections.map((section) => within(section, section.key === 'topics' ? DESCRIPTION : FIELD));
  const total = () => taken + kept.reduce((sum, section) => sum + lengthOf(section), 0);
  while (total() > MESSAGE) {
    const longest = kept.findLastIndex(({ lines, keep }) => lines.length > keep);
    const from = longest === -1 ? kept.findLastIndex(({ lines }) => lines.length > 0) : longest;
    if (from === -1) break;
    kept = kept.map((section, index) =>
      index === from ? { ...section, lines: section.lines.slice(0, -1) } : section,
    );
  }
  return kept.filter(({ lines }) => lines.length > 0);
}

function within(section: Section, limit: number): Section {
  let { lines } = section;
  while (lines.join('\n').length > limit) lines = lines.slice(0, -1);
  return { ...section, lines };
}
