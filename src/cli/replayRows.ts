// JSON Lines of judged messages, `{at, channel, author, label}`, as `barometer replay` takes them.
import { z } from 'zod';
import type { ReplayMessage } from '../mood/replay.ts';
import { LABELS } from '../mood/verdict.ts';
import { BadLineError, jsonRows } from './jsonRows.ts';

const id = (name: string) =>
  z
    .union([z.string().min(1), z.number().int()], { error: `"${name}" must be a text that names it` })
    .transform(String);

const row = z.object(
  {
    at: z.iso
      .datetime({
        offset: true,
        local: true,
        error: '"at" must be a moment such as "2026-05-04T18:30:00Z"',
      })
      // Without an offset it is UTC, wherever this runs.
      .transform((text) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)),
    channel: id('channel'),
    author: id('author'),
    label: z.enum(LABELS, { error: `"label" must be one of ${LABELS.join(', ')}` }),
  },
  { error: 'it must be an object with at, channel, author and label' },
);

/**
 * The messages of the lines, one at a time; empty lines are skipped. In each channel they must be in time order.
 * Throws BadLineError at the first line that is not such a message.
 */
export async function* replayRows(file: string, lines: AsyncIterable<string>): AsyncGenerator<ReplayMessage> {
  const newest = new Map<string, number>();
  for await (const { line, value } of jsonRows(file, lines, row)) {
    const { label, ...said } = value;
    const message = { ...said, weight: label === 'negative' ? 1 : 0 };
    if (message.at < (newest.get(message.channel) ?? message.at)) {
      throw new BadLineError(file, line, '"at" is earlier than in the line before: sort the file by time');
    }
    newest.set(message.channel, message.at);
    yield message;
  }
}
