// Slack's incoming webhooks and what copies them (Mattermost, Rocket.Chat): one text in Slack's markup.
// https://docs.slack.dev/messaging/formatting-message-text
import { fitLines, lengthOf } from '../fit.ts';
import { emphasised, type Surroundings } from './emphasis.ts';
import type { HttpForm } from './form.ts';
import { linesOf } from './lines.ts';

/** Slack asks for no more in one message. */
const MOST = 4000;

export const slack: HttpForm = {
  render: (letter) => {
    const lines = linesOf(letter, {
      run: ({ text, bold, href }, around) => {
        if (href !== null) return `<${address(href)}|${inert(text).replace(/\|/gu, '¦')}>`;
        return bold ? strong(text, around) : inert(text);
      },
      title: (text) => strong(text),
      label: inert,
    });
    const [first = '', ...rest] = lines;
    const text = fitLines(
      [first, emphasised(inert(letter.guild.name).replace(/_/gu, '＿'), '_'), ...rest],
      MOST,
      lengthOf,
    );
    return { headers: {}, body: JSON.stringify({ text, unfurl_links: false, unfurl_media: false }) };
  },
};

/** Slack's own three escapes; no "@channel", which Mattermost would obey; and no [link](address) of Markdown. */
function inert(text: string): string {
  return text
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/@/gu, '@\u200b')
    .replace(/\]\(/gu, ']\u200b(');
}

/** Slack has no escape for a star: inside bold text the mathematical sign ∗ stands for it. */
const strong = (text: string, around?: Surroundings) =>
  emphasised(inert(text).replace(/\*/gu, '∗'), '*', around);

const address = (href: string) => href.replace(/[|<>\s]/gu, encodeURIComponent).replace(/&/gu, '&amp;');
