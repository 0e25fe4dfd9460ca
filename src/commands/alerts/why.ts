// The "Why?" button: words used more since the incident began, each with an example message. Only the person sees it.
import { channelMention, MessageFlags } from 'discord.js';
import { namesIn } from '../../discord/names.ts';
import { whyFacts } from '../../figures/why.ts';
import { citation } from '../../report/citing.ts';
import type { AlertRequest } from './request.ts';

export async function tellWhy({ interaction, incident, words, context }: AlertRequest): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const facts = await whyFacts(context.store, incident, namesIn(interaction.guild));
  const lines = facts.grown.map(({ word, now, before, cited }) =>
    [words('alert.why.word', { word, now, before }), citation(cited, words)].join('\n'),
  );
  const nothing = words(facts.now === 0 ? 'alert.why.noText' : 'alert.why.nothing');
  await interaction.editReply({
    embeds: [
      {
        title: words('alert.why.title'),
        description: [
          words('alert.why.intro', {
            channel: channelMention(incident.channelId),
            now: facts.now,
            before: facts.before,
          }),
          ...(lines.length > 0 ? lines : [nothing]),
        ].join('\n\n'),
      },
    ],
    allowedMentions: { parse: [] },
  });
}
