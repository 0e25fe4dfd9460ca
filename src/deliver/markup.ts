// Discord's markup as runs of text, so that every form can write it its own way and escape what is left.

export interface Run {
  readonly text: string;
  readonly bold: boolean;
  /** An http or https address. */
  readonly href: string | null;
}

/** Writes a moment (milliseconds since 1970) in the given style of Discord's, e.g. "R". */
export type WriteTime = (at: number, style: string) => string;

const TOKEN = new RegExp(
  [
    String.raw`\\(?<escaped>[^\sA-Za-z0-9])`,
    '(?<code>`+)(?<coded>[^`]+)`+',
    String.raw`\*\*(?<strong>(?:\\.|[^*\\]|\*(?!\*))+)\*\*`,
    String.raw`\*(?<slanted>(?:\\.|[^*\\\s])(?:\\.|[^*\\\n])*)\*`,
    String.raw`\[(?<label>(?:\\.|[^\]\\])+)\]\((?<target>https?:\/\/[^\s()<>]+)\)`,
    String.raw`<(?<quietLink>https?:\/\/[^\s<>]+)>`,
    String.raw`(?<link>https?:\/\/[^\s<>()]+)`,
    String.raw`<t:(?<seconds>-?\d{1,13})(?::(?<style>[tTdDfFR]))?>`,
    String.raw`<a?:(?<emoji>\w+):\d+>`,
    String.raw`<\/(?<command>[^:<>]+):\d+>`,
  ].join('|'),
  'gu',
);

/** One line, or many: line breaks stay in the text. */
export function runsOf(markup: string, writeTime: WriteTime): Run[] {
  const plain = markup.replace(/^(?:-# |#{1,3} )/gmu, '');
  return joined(parse(plain, writeTime, { bold: false, href: null }));
}

/** The text alone; addresses of links follow their words. */
export function plainText(markup: string, writeTime: WriteTime): string {
  return runsOf(markup, writeTime)
    .map(({ text, href }) => (href === null || href === text ? text : `${text} (${href})`))
    .join('');
}

type Style = Omit<Run, 'text'>;

function parse(markup: string, writeTime: WriteTime, style: Style): Run[] {
  const runs: Run[] = [];
  const add = (text: string, more: Partial<Style> = {}) => {
    if (text !== '') runs.push({ text, ...style, ...more });
  };
  let end = 0;
  for (const match of markup.matchAll(TOKEN)) {
    add(markup.slice(end, match.index));
    end = match.index + match[0].length;
    const found = match.groups ?? {};
    const inner = found['strong'] ?? found['slanted'];
    const link = found['quietLink'] ?? found['link'];
    if (inner !== undefined) {
      runs.push(...parse(inner, writeTime, found['strong'] === undefined ? style : { ...style, bold: true }));
    } else if (found['label'] !== undefined) {
      runs.push(...parse(found['label'], writeTime, { ...style, href: found['target'] ?? null }));
    } else if (link !== undefined) {
      add(link, { href: style.href ?? link });
    } else if (found['seconds'] !== undefined) {
      add(writeTime(Number(found['seconds']) * 1000, found['style'] ?? 'f'));
    } else {
      add(found['escaped'] ?? found['coded'] ?? nameIn(found) ?? match[0]);
    }
  }
  add(markup.slice(end));
  return runs;
}

function nameIn({ emoji, command }: Readonly<Record<string, string | undefined>>): string | undefined {
  return emoji === undefined ? command && `/${command}` : `:${emoji}:`;
}

function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last?.bold === run.bold && last.href === run.href) {
      all[all.length - 1] = { ...run, text: last.text + run.text };
    } else all.push(run);
  }
  return all;
}
