// Discord's markup as runs of text, so that every form can write it its own way and escape what is left.
import { type Span, spans } from 'local-discord/markup';

export interface Run {
  readonly text: string;
  readonly bold: boolean;
  /** An http or https address. */
  readonly href: string | null;
}

/** Writes a moment (milliseconds since 1970) in the given style of Discord's, e.g. "R". */
export type WriteTime = (at: number, style: string) => string;

/** One line, or many: line breaks stay in the text. */
export function runsOf(markup: string, writeTime: WriteTime): Run[] {
  const plain = markup.replace(/^(?:-# |#{1,3} )/gmu, '');
  return joined(flattened(spans(plain), { bold: false, href: null }, writeTime));
}

/** The text alone; addresses of links follow their words. */
export function plainText(markup: string, writeTime: WriteTime): string {
  return runsOf(markup, writeTime)
    .map(({ text, href }) => (href === null || href === text ? text : `${text} (${href})`))
    .join('');
}

type Style = Omit<Run, 'text'>;

function flattened(parts: readonly Span[], style: Style, writeTime: WriteTime): Run[] {
  return parts.flatMap((span) => {
    switch (span.type) {
      case 'strong':
        return flattened(span.children, { ...style, bold: true }, writeTime);
      case 'em':
      case 'u':
      case 's':
        return flattened(span.children, style, writeTime);
      case 'spoiler': {
        const bars = { ...style, text: '||' };
        return [bars, ...flattened(span.children, style, writeTime), bars];
      }
      case 'link':
        return flattened(span.children, { ...style, href: style.href ?? span.href }, writeTime);
      default:
        return [{ ...style, text: textOf(span, writeTime) }];
    }
  });
}

/** Outside Discord an id has no name: a mention stays as it is written. */
function textOf(span: Exclude<Span, { children: Span[] }>, writeTime: WriteTime): string {
  switch (span.type) {
    case 'time':
      return writeTime(span.seconds * 1000, span.style);
    case 'emoji':
      return `:${span.name}:`;
    case 'command':
      return `/${span.name}`;
    case 'user':
      return `<@${span.id}>`;
    case 'role':
      return `<@&${span.id}>`;
    case 'channel':
      return `<#${span.id}>`;
    default:
      return span.text;
  }
}

/** Joins neighbours of the same style into one run, and leaves empty runs out. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (run.text === '') continue;
    if (last?.bold === run.bold && last.href === run.href) {
      all[all.length - 1] = { ...run, text: last.text + run.text };
    } else all.push(run);
  }
  return all;
}
