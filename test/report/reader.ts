// What a reader of a report sees.
import type { ReportMessage } from '../../src/report/message.ts';

/** All that a reader sees. */
export const textOf = ({ content, embeds }: ReportMessage) =>
  [
    content,
    ...embeds.flatMap(({ title, description, fields, footer }) => [
      title,
      description,
      ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
      footer?.text,
    ]),
  ]
    .filter((text) => text !== undefined)
    .join('\n');
