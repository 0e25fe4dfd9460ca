// The end of /setup: the draft is saved, and a test is posted where reports go.
import { channelMention, type ButtonInteraction, ComponentType } from 'discord.js';
import { canSee, missingIn, postRightsIn } from '../../discord/permissions.ts';
import { channelId, guildId, messageId } from '../../ids.ts';
import { jumpLink } from '../../report/citing.ts';
import { setupTestMessage } from '../../report/setupMessage.ts';
import { withinRights } from '../../report/withinRights.ts';
import { wordsIn } from '../../report/words.ts';
import { planOf } from '../../schedule/schedule.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { CommandContext } from '../command.ts';
import { saveSettings } from '../saving.ts';
import { changeLines } from '../settings/changed.ts';
import { lookOf, type Look } from '../settings/values.ts';
import { permissionNames, setupText } from '../setupText.ts';
import { offerUndo, SETTINGS_UNDO } from '../undo.ts';
import { drafted } from './choices.ts';
import type { Draft } from './drafts.ts';

/** What could not be taken is said, and the rest is saved. */
export async function saveDraft(
  interaction: ButtonInteraction<'cached'>,
  context: CommandContext,
  draft: Draft,
): Promise<void> {
  const look = lookOf(interaction, context);
  const { words, locale, now, link } = look;
  const { guild, member } = interaction;
  const chooser = { me: await guild.members.fetchMe(), member, words, locale, now };
  const saved = await saveSettings(
    context,
    guildId.parse(guild.id),
    (held) => drafted(held, draft, chooser).settings,
  );
  const { before, after } = saved;
  const isChanged = after !== before;
  const undo = isChanged ? [offerUndo(SETTINGS_UNDO, interaction, saved, context, words)] : [];
  const { refused, notes } = drafted(before, draft, chooser);
  const lines = [
    words('setup.saved'),
    ...(isChanged ? changeLines(before, after, look) : [words('settings.unchanged')]),
    ...notes,
    ...refused.map((line) => `⚠️ ${line}`),
    await postTest(interaction, after, look),
    await setupText(guild, after, words, link),
  ];
  await interaction.editReply({
    content: lines.join('\n').slice(0, MOST),
    embeds: [],
    components: undo.map((button) => ({ type: ComponentType.ActionRow, components: [button] })),
    allowedMentions: { parse: [] },
  });
}

/** Discord's limit of a message. */
const MOST = 2000;

/** Says where the test stands, or why there is none. */
async function postTest(
  { guild, member }: ButtonInteraction<'cached'>,
  settings: GuildSettings,
  { words, link, now }: Look,
): Promise<string> {
  const { reportChannelId: id, alertChannelId } = settings;
  if (id === null) return words('setup.test.nowhere', { command: link('settings reports') });
  const channel = guild.channels.cache.get(id);
  if (!channel?.isTextBased() || !canSee(channel, member)) return words('setup.test.unseen');
  const missing = missingIn(channel, await guild.members.fetchMe(), 'reports');
  if (missing.length > 0) {
    const permissions = permissionNames(missing, words);
    return `⚠️ ${words('settings.missing', { channel: channelMention(id), permissions })}`;
  }
  const next = (schedule: string) => planOf(schedule, settings.timeZone)?.next(now, 1)[0] ?? null;
  const facts = {
    summaryAt: next(settings.summarySchedule),
    dailyAt: next(settings.dailySchedule),
    alertChannelId: alertChannelId ?? id,
    alertRoleId: settings.alertRoleId,
  };
  const message = setupTestMessage(facts, wordsIn(settings.locale), link);
  const sent = await channel.send(withinRights(message, postRightsIn(channel)));
  const place = { guildId: guildId.parse(guild.id), channelId: channelId.parse(id) };
  return words('setup.test.posted', { link: jumpLink({ ...place, id: messageId.parse(sent.id) }) });
}
