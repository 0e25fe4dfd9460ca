// A word cloud as a post: the picture, and the same as SVG for those who want to print it.
import type { Window } from '../mood/window.ts';
import type { Drawing } from './charts/spec.ts';
import { COLOURS, quiet, withChart, type ReportMessage } from './message.ts';
import { period, windowIn, zoneName } from './times.ts';
import type { Words } from './words.ts';

export interface CloudLook {
  readonly words: Words;
  readonly timeZone: string;
  readonly window: Window;
  /** In the footer: people can quote it, and the post is found again by it after a crash. */
  readonly id: string;
}

export function cloudMessage(
  { png, svg }: Drawing,
  alt: string,
  { words, timeZone, window, id }: CloudLook,
): ReportMessage {
  const message = quiet({
    title: words('cloud.title'),
    color: COLOURS.plain,
    description: period(window, words),
    footer: {
      text: words('cloud.footer', { window: windowIn(window, timeZone), timeZone: zoneName(timeZone), id }),
    },
  });
  const shown = withChart(message, { name: 'words.png', data: png, alt });
  if (svg === undefined) return shown;
  const file = { attachment: Buffer.from(svg), name: 'words.svg', description: alt.slice(0, 1024) };
  return { ...shown, files: [...(shown.files ?? []), file] };
}
