// Puts marks of emphasis around words in such a way that the target reads them as marks.

export interface Surroundings {
  /** The text just before and just after; empty at the end of a line, null where it is no plain text. */
  readonly before: string | null;
  readonly after: string | null;
}

const AT_LINE_ENDS: Surroundings = { before: '', after: '' };

/** Slack and Markdown take marks for marks only beside a space or Western punctuation, so that 共*0*（ shows stars. */
const OPENS_AFTER = /(?:^|[\s("'[])$/u;
const CLOSES_BEFORE = /^(?:$|[\s.,:;!?)"'\]])/u;

/** The words of each line between marks, spaces outside of them; a space is added where the mark would not be seen as one. */
export function emphasised(text: string, mark: string, { before, after } = AT_LINE_ENDS): string {
  const lines = text.split('\n');
  return lines
    .map((line, n) => {
      const core = line.trim();
      if (core === '') return line;
      const [lead, trail] = [line.slice(0, line.indexOf(core)), line.slice(line.indexOf(core) + core.length)];
      const left = lead === '' && n === 0 && (before === null || !OPENS_AFTER.test(before)) ? ' ' : lead;
      const isLast = n === lines.length - 1;
      const right = trail === '' && isLast && (after === null || !CLOSES_BEFORE.test(after)) ? ' ' : trail;
      return `${left}${mark}${core}${mark}${right}`;
    })
    .join('\n');
}
