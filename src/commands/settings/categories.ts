// Whole categories in and out: lists what would be read, and saves it when the button is pressed.
import {
  ButtonStyle,
  type CategoryChannel,
  channelMention,
  ChannelType,
  ComponentType,
  type Guild,
  type GuildBasedChannel,
  type InteractionEditReplyOptions,
} from 'discord.js';
import { servesFor } from '../../discord/channelKinds.ts';
import { canSee, factsOf, isPublic, isWatched } from '../../discord/permissions.ts';
import { channelId, guildId } from '../../ids.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { Refusal, type Button } from '../command.ts';
import { MANAGERS } from '../rights.ts';
import { saveSettings } from '../saving.ts';
import { named, newProblems } from '../setupText.ts';
import { offerUndo, SETTINGS_UNDO } from '../undo.ts';
import { changeLines } from './changed.ts';
import { withChoice } from './changes.ts';
import { lookOf, type Look } from './values.ts';

const SAVE = 'watch-save';
const SUBJECT = /^(on|off|auto):(\d{1,20})$/;
/** The most channels named in one line. */
const MOST_NAMED = 20;

/** What would be read of the category with this choice, and the button that saves it. Changes nothing yet. */
export async function previewCategory(
  category: CategoryChannel,
  state: string,
  settings: GuildSettings,
  look: Look,
): Promise<InteractionEditReplyOptions> {
  const { words } = look;
  const watch = withChoice(settings.watch, channelId.parse(category.id), state);
  const lines = await readLines(category.guild, category, { ...settings, watch }, look);
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Primary as const,
    label: words('watchCategory.save'),
    custom_id: `${SAVE}:${state}:${category.id}`,
  };
  return {
    content: [words('watchCategory.intro', { category: channelMention(category.id) }), ...lines].join('\n'),
    components: [{ type: ComponentType.ActionRow, components: [button] }],
  };
}

/** The choice is made anew at the press: what has changed since stays. */
export const saveCategory: Button = {
  id: SAVE,
  need: MANAGERS,
  async run(interaction, context, subject) {
    const look = lookOf(interaction, context);
    const { words } = look;
    const { guild, member } = interaction;
    const [, state = '', id = ''] = SUBJECT.exec(subject) ?? [];
    const category = guild.channels.cache.get(id);
    if (category?.type !== ChannelType.GuildCategory) throw new Refusal(words('error.gone'));
    if (!canSee(category, member)) throw new Refusal(words('error.unseen'));
    await interaction.deferUpdate();
    const saved = await saveSettings(context, guildId.parse(guild.id), (held) => ({
      ...held,
      watch: withChoice(held.watch, channelId.parse(id), state),
    }));
    const { before, after } = saved;
    const lines = await readLines(guild, category, after, look);
    const changed = after === before ? [words('settings.unchanged')] : changeLines(before, after, look);
    const problems = await newProblems(guild, before, after, words, look.link);
    const undo = after === before ? [] : [offerUndo(SETTINGS_UNDO, interaction, saved, context, words)];
    await interaction.editReply({
      content: [...changed, ...lines, ...problems].join('\n'),
      components: undo.map((button) => ({ type: ComponentType.ActionRow, components: [button] })),
      allowedMentions: { parse: [] },
    });
  },
};

/** Which channels of the category are read and which are not; those that the person cannot see are only counted. */
async function readLines(
  guild: Guild,
  category: CategoryChannel,
  { watch }: GuildSettings,
  { words, isSeen }: Look,
): Promise<string[]> {
  const me = await guild.members.fetchMe();
  const within = [...guild.channels.cache.values()].filter(
    (channel) => channel.parentId === category.id && servesFor(channel.type, 'watch'),
  );
  const seen = within.filter(({ id }) => isSeen(channelId.parse(id)));
  const isRead = (channel: GuildBasedChannel) => isWatched(factsOf(channel, me), watch);
  const [read, unread] = [seen.filter(isRead), seen.filter((channel) => !isRead(channel))];
  const list = (channels: readonly GuildBasedChannel[]) =>
    channels.length === 0
      ? words('settings.none')
      : named(
          channels.map(({ id }) => channelId.parse(id)),
          words,
          MOST_NAMED,
        );
  const closed = read.filter((channel) => !isPublic(channel));
  return [
    words('watchCategory.read', { channels: list(read) }),
    words('watchCategory.unread', { channels: list(unread) }),
    ...(closed.length > 0 ? [words('watchCategory.private', { channels: list(closed) })] : []),
    ...(seen.length < within.length
      ? [words('watchCategory.hidden', { n: within.length - seen.length })]
      : []),
  ];
}
