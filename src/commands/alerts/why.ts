// "Why?": the words that came up since the incident began, each with a message that holds it. For the person alone.
import { channelMention, type Guild, MessageFlags } from 'discord.js';
import { whyFacts } from '../../pipeline/alerts/why.ts';
import { citation } from '../../report/citing.ts';
import type { AlertRequest } from './request.ts';
import { seenChannel } from './rights.ts';

export async function tellWhy({ interaction, incident, w, context }: AlertRequest): Promise<void> {
  seenChannel(interaction.member, incident.channelId, w);
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

/** Names of the members that are known, word by word. */
function namesIn(guild: Guild): ReadonlySet<string> {
  const names = guild.members.cache.map(({ displayName, user }) => `${displayName} ${user.username}`);
  return new Set(names.flatMap((name) => name.toLowerCase().split(/[\s_.]+/)));
}
