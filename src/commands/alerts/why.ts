// The "Why?" button: what the trouble is about, each word with an example message. Only the person sees it.
import { channelMention, MessageFlags } from 'discord.js';
import { peopleIn } from '../../discord/names.ts';
import { seesChannel } from '../../discord/permissions.ts';
import { whyFacts, type WhyFacts } from '../../figures/why.ts';
import { causeName, togetherLine, troubleLines } from '../../report/alertCause.ts';
import { citation } from '../../report/citing.ts';
import type { Words } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import type { AlertRequest } from './request.ts';

export async function tellWhy({ interaction, incident, words, context }: AlertRequest): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const incidents = [incident, ...(await joinedTo({ interaction, incident, context }))] as const;
  const facts = await whyFacts(context.store, incidents, peopleIn(interaction.guild));
  const intro = words('alert.why.intro', {
    channel: incidents.map(({ channelId }) => channelMention(channelId)).join(' '),
    now: facts.now,
    before: facts.before,
  });
  const lines = [...troubleLines(facts, words), ...wordLines(facts, words), ...togetherLine(facts, words)];
  const nothing = words(facts.now === 0 ? 'alert.why.noText' : 'alert.why.nothing');
  await interaction.editReply({
    embeds: [
      {
        title: words('alert.why.title'),
        description: [intro, ...(lines.length > 0 ? lines : [nothing])].join('\n\n'),
      },
    ],
    allowedMentions: { parse: [] },
  });
}

/** The other incidents that the alert speaks for, in channels that the person can see. */
async function joinedTo({
  interaction: { member },
  incident,
  context,
}: Pick<AlertRequest, 'interaction' | 'incident' | 'context'>): Promise<Incident[]> {
  const members = await context.store.incidents.together(incident.id);
  const isSeen = seesChannel(member);
  return members.filter(({ id, channelId }) => id !== incident.id && isSeen(channelId));
}

function wordLines({ words: found }: WhyFacts, words: Words): string[] {
  return found.map(({ messages, people, before, cited, ...one }) => {
    const facts = { word: causeName(one, words), n: messages, people, before };
    return [words('alert.why.word', facts), citation(cited, words)].join('\n');
  });
}
