// Slack's incoming webhooks and what copies them (Mattermost, Rocket.Chat): one text in Slack's markup.
// https://docs.slack.dev/messaging/formatting-message-text
import { fitLines, lengthOf } from '../fit.ts';
import type { HttpForm } from './form.ts';
import { linesOf } from './lines.ts';

/** Slack asks for no more in one message. */
const MOST = 4000;

export const slack: HttpForm = {
  render: (letter) => {
    const lines = linesOf(letter, {
      run: ({ text, bold, href }) => {
        if (href !== null) return `<${address(href)}|${inert(text).replace(/\|/gu, '¦')}>`;
        return bold ? `*${inert(text)}*` : inert(text);
      },
      title: (text) => `*${inert(text)}*`,
      label: inert,
    });
    const [first = '', ...rest] = lines;
    const text = fitLines([first, `_${inert(letter.guild.name)}_`, ...rest], MOST, lengthOf);
    return { headers: {}, body: JSON.stringify({ text, unfurl_links: false, unfurl_media: false }) };
  },
};

/** Slack's own three escapes; and no "@channel", which Mattermost would obey. */
function inert(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/@/gu, '@\u200b');
}

const address = (href: string) => href.replace(/[|<>\s]/gu, encodeURIComponent).replace(/&/gu, '&amp;');
