// What every part of the view is made from: who looks at what, when, and in which words.
import type { CommandContext } from '../commands/command.ts';
import { factsOf as channelFacts, isWatched } from '../discord/permissions.ts';
import { channelId, type ChannelId } from '../ids.ts';
import type { Span } from '../mood/span.ts';
import type { Place } from '../report/citing.ts';
import { wordsIn, type Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import { notFound } from './errors.ts';
import type { Reader } from './plain.ts';
import { spanOfPeriod, type Question } from './question.ts';
import type { SeenChannel, Sight } from './viewer.ts';

/** Opens a message or a channel where the viewer reads messages. */
export type LinkTo = (place: Place) => string;

export interface Scene {
  readonly context: CommandContext;
  readonly question: Question;
  readonly sight: Sight;
  readonly settings: GuildSettings;
  readonly span: Span;
  readonly now: number;
  readonly words: Words;
  readonly reader: Reader;
  readonly linkTo: LinkTo;
  /** Watched channels that the viewer may see, and chosen ones. */
  readonly channels: readonly SeenChannel[];
  /** Whether the figures are about it: chosen in the address, or all that the viewer may see. */
  readonly isChosen: (channel: ChannelId) => boolean;
  /** Whether it is watched, so that what is written there is judged. */
  readonly isRead: (channel: ChannelId) => boolean;
}

/** Throws ViewRefusal (404) where a chosen channel is unknown or the viewer may not see it. */
export async function sceneOf(
  context: CommandContext,
  question: Question,
  sight: Sight,
  linkTo: LinkTo,
): Promise<Scene> {
  if (!question.channels.every((id) => sight.sees(id))) throw notFound();
  const settings = await context.store.settings.get(sight.guildId);
  const now = context.clock.now();
  const me = await sight.guild.members.fetchMe();
  const isRead = (id: ChannelId) => {
    const channel = sight.guild.channels.cache.get(id);
    return channel !== undefined && isWatched(channelFacts(channel, me), settings.watch);
  };
  const chosen = new Set(question.channels);
  const { guild } = sight;
  return {
    ...{ context, question, sight, settings, now, linkTo, isRead },
    span: spanOfPeriod(question.period, now),
    words: wordsIn(question.locale),
    reader: {
      locale: question.locale,
      timeZone: question.zone ?? settings.timeZone,
      channel: (id) => nameSeen(sight, id),
    },
    channels: sight.channels.filter(({ id }) => isRead(id) || chosen.has(id)),
    isChosen: (id) => (chosen.size === 0 ? sight.sees(id) && guild.channels.cache.has(id) : chosen.has(id)),
  };
}

/** As things are when it is asked: an act may just have opened a thread. Null where the viewer may not know it. */
function nameSeen({ guild, sees }: Sight, id: string): string | null {
  const found = guild.channels.cache.get(id);
  return found && sees(channelId.parse(found.id)) ? found.name : null;
}
