// Discord's webhooks and what copies them: the embeds of the post, with names for channels and nobody mentioned.
import { cut } from '../fit.ts';
import type { Letter } from '../letter.ts';
import type { HttpForm } from './form.ts';

/** Discord's limits, in UTF-16 units. */
const MOST = { content: 2000, title: 256, text: 4096, fields: 25, name: 256, value: 1024, footer: 2048 };
const MOST_TOGETHER = 6000;
const MOST_EMBEDS = 10;

export const discord: HttpForm = {
  // Without it Discord does not say whether the message was taken.
  address: (url) => {
    const waiting = new URL(url);
    waiting.searchParams.set('wait', 'true');
    return waiting;
  },
  render: (letter) => {
    const embeds = within(letter.blocks.slice(0, MOST_EMBEDS).map((block) => embedOf(block, letter)));
    const content = cut(letter.content, MOST.content);
    return { headers: {}, body: JSON.stringify({ content, embeds, allowed_mentions: { parse: [] } }) };
  },
};

type Embed = ReturnType<typeof embedOf>;

function embedOf({ title, url, colour, text, fields, footer }: Letter['blocks'][number], letter: Letter) {
  return {
    title: cut(title, MOST.title),
    ...(url !== null && { url }),
    color: colour,
    description: cut(text, MOST.text),
    fields: fields.slice(0, MOST.fields).map(({ name, value, inline }) => ({
      name: cut(name, MOST.name),
      value: cut(value, MOST.value),
      inline,
    })),
    footer: { text: cut([letter.guild.name, footer].filter(Boolean).join(' · '), MOST.footer) },
    timestamp: new Date(letter.at).toISOString(),
  };
}

/** Names are longer than mentions: where all is too much together, the last fields go. */
function within(embeds: Embed[]): Embed[] {
  let left = MOST_TOGETHER;
  return embeds.map((embed) => {
    left -= embed.title.length + embed.footer.text.length;
    const description = cut(embed.description, Math.max(1, left));
    left -= description.length;
    const fields = embed.fields.filter(({ name, value }) => {
      left -= name.length + value.length;
      return left >= 0;
    });
    return { ...embed, description, fields };
  });
}
