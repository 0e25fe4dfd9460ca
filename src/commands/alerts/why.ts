// The "Why?" button: what the trouble is about, each word with an example message. Only the person sees it.
import { channelMention, type Guild, MessageFlags } from 'discord.js';
import { peopleIn } from '../../discord/names.ts';
import { seesChannel } from '../../discord/permissions.ts';
import { whyFacts, type WhyFacts } from '../../figures/why.ts';
import type { ChannelId } from '../../ids.ts';
import { causeName, togetherLine, troubleLines } from '../../report/alertCause.ts';
import { citation } from '../../report/citing.ts';
import type { Words } from '../../report/words.ts';
import type { AlertRequest } from './request.ts';

export async function tellWhy({ interaction, incident, words, context }: AlertRequest): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { guild, member } = interaction;
  const lines = await whyLines({ guild, incident, words, context, isSeen: seesChannel(member) });
  await interaction.editReply({
    embeds: [{ title: words('alert.why.title'), description: lines.join('\n\n') }],
    allowedMentions: { parse: [] },
  });
}

interface WhyRequest extends Pick<AlertRequest, 'incident' | 'words' | 'context'> {
  readonly guild: Guild;
  /** Whether the person sees a channel: no other that the alert speaks for is heard. */
  readonly isSeen: (channelId: ChannelId) => boolean;
}

/** What the button answers, for a person who sees the incident's channel. */
export async function whyLines({ guild, incident, words, context, isSeen }: WhyRequest): Promise<string[]> {
  const members = await context.store.incidents.together(incident.id);
  const joined = members.filter(({ id, channelId }) => id !== incident.id && isSeen(channelId));
  const incidents = [incident, ...joined] as const;
  const facts = await whyFacts(context.store, incidents, peopleIn(guild));
  const intro = words('alert.why.intro', {
    channel: incidents.map(({ channelId }) => channelMention(channelId)).join(' '),
    now: facts.now,
    before: facts.before,
  });
  const lines = [...troubleLines(facts, words), ...wordLines(facts, words), ...togetherLine(facts, words)];
  const nothing = words(facts.now === 0 ? 'alert.why.noText' : 'alert.why.nothing');
  return [intro, ...(lines.length > 0 ? lines : [nothing])];
}

function wordLines({ words: found }: WhyFacts, words: Words): string[] {
  return found.map(({ messages, people, before, cited, ...one }) => {
    const facts = { word: causeName(one, words), n: messages, people, before };
    return [words('alert.why.word', facts), citation(cited, words)].join('\n');
  });
}
