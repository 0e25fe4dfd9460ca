// A letter as lines of text, for forms that have nothing else.
import { timeIn, type Letter } from '../letter.ts';
import { plainText, runsOf, type Run } from '../markup.ts';
import type { Surroundings } from './emphasis.ts';

/** How a form writes runs, and what it does with a title and the name of a field. */
export interface LineStyle {
  readonly run: (run: Run, around: Surroundings) => string;
  readonly title: (text: string, colour: number) => string;
  readonly label: (text: string) => string;
}

/** Title, content, text, fields and footer of every block, one thing a line. */
export function linesOf(letter: Letter, style: LineStyle): string[] {
  const writeTime = timeIn(letter);
  const write = (markup: string) =>
    runsOf(markup, writeTime)
      .map((run, n, all) => style.run(run, { before: plainIn(all[n - 1]), after: plainIn(all[n + 1]) }))
      .join('')
      .split('\n');
  const flat = (markup: string) => plainText(markup, writeTime).replace(/\s+/gu, ' ').trim();
  const fieldLines = (name: string, value: string) => {
    const [first = '', ...more] = write(value);
    const label = style.label(flat(name));
    return more.length === 0 ? [`${label}: ${first}`] : [`${label}:`, first, ...more];
  };
  const [first, ...others] = letter.blocks.map(({ title, colour, text, fields, footer }) => ({
    head: title === '' ? [] : [style.title(flat(title), colour)],
    rest: [
      ...(text === '' ? [] : write(text)),
      ...fields.flatMap(({ name, value }) => fieldLines(name, value)),
      ...(footer === ''
        ? []
        : [style.run({ text: footer, bold: false, href: null }, { before: '', after: '' })]),
    ],
  }));
  const content = letter.content === '' ? [] : write(letter.content);
  const more = others.flatMap(({ head, rest }) => ['', ...head, ...rest]);
  return [...(first?.head ?? []), ...content, ...(first?.rest ?? []), ...more];
}

const plainIn = (run: Run | undefined) => (run === undefined ? '' : run.href === null ? run.text : null);

/** For mail and files: words alone, addresses behind them. */
export function plainLines(letter: Letter): string[] {
  return linesOf(letter, {
    run: ({ text, href }) => (href === null || href === text ? text : `${text} (${href})`),
    title: (text) => text,
    label: (text) => text,
  });
}
