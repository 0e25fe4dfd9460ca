import { describe, expect, it } from 'vitest';
import { plainLines } from '../../src/deliver/forms/lines.ts';
import { letterFrom, summaryEvent } from './letters.ts';

const LOCAL = 'http://127.0.0.1:7860';
const CHANNEL = 'https://discord.com/channels/1/2';

const event = summaryEvent({
  message: {
    content: '',
    embeds: [
      {
        title: 'Why',
        description: `[the alert](${CHANNEL}/3) in [the channel](${CHANNEL}) · [site](https://e.org/channels/1/2/3)`,
        fields: [{ name: 'Typical', value: `[Jump](${CHANNEL}/3) \`see ${CHANNEL}/3\`` }],
      },
    ],
  },
});
const linesOn = (page: string | null) => plainLines(letterFrom(event, { page })).join('\n');

describe('links to messages in a letter', () => {
  it('open Discord', () => {
    expect(linesOn(null)).toContain(`the alert (${CHANNEL}/3) in the channel (${CHANNEL})`);
  });

  it('open the page of the local server, where that takes the place of Discord', () => {
    const text = linesOn(LOCAL);
    expect(text).toContain(`the alert (${LOCAL}/#2/3) in the channel (${LOCAL}/#2)`);
    expect(text).toContain(`Jump (${LOCAL}/#2/3)`);
  });

  it('are the bot’s own: what people wrote stays as it is', () => {
    expect(linesOn(LOCAL)).toContain(`see ${CHANNEL}/3`);
    expect(linesOn(LOCAL)).toContain('https://e.org/channels/1/2/3');
  });
});
