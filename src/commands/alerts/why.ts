// "Why?": the words that came up since the incident began, each with a message that holds it. For the person alone.
import { channelMention, MessageFlags } from 'discord.js';
import { namesIn } from '../../discord/names.ts';
import { whyFacts } from '../../pipeline/alerts/why.ts';
import { citation } from '../../report/citing.ts';
import type { AlertRequest } from './request.ts';

export async function tellWhy({ interaction, incident, w, context }: AlertRequest): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const facts = await whyFacts(context.store, incident, namesIn(interaction.guild));
  const lines = facts.grown.map(({ word, now, before, cited }) =>
    [w('alert.why.word', { word, now, before }), citation(cited, w)].join('\n'),
  );
  const nothing = w(facts.now === 0 ? 'alert.why.noText' : 'alert.why.nothing');
  await interaction.editReply({
    embeds: [
      {
        title: w('alert.why.title'),
        description: [
          w('alert.why.intro', {
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
