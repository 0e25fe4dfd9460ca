// Checks the rights that a piece of a command declares. Every refusal names what is missing, and where.
import {
  channelMention,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  type GuildBasedChannel,
  type GuildMember,
  type Interaction,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js';
import { canSee } from '../discord/permissions.ts';
import type { Words } from '../report/words.ts';
import type { Incident, IncidentStore } from '../store/store.ts';
import { Refusal } from './command.ts';
import type { Need, Right } from './rights.ts';
import { wordsFor } from './wording.ts';

/**
 * `subject` is what follows the id of a component in its custom_id. The incident in whose channel the rights were
 * checked; null where it was the channel of the interaction. Throws Refusal where the person lacks what is needed, may
 * not see the incident's channel, or the incident is not one of this server.
 */
export async function checkNeed(
  need: Need,
  interaction: Interaction,
  subject: string,
  incidents: IncidentStore,
): Promise<Incident | null> {
  const words = wordsFor(interaction);
  if (need.place === 'here') {
    if (need.person !== undefined && subject.split(':', 1)[0] === interaction.user.id) return null;
    if (need.person === 'only') throw new Refusal(words('chat.notYours'));
    if (mayUseHere(need, interaction)) return null;
    throw new Refusal(words('error.rights', { permissions: namesOf(need.anyOf, words) }));
  }
  const incident = await incidents.get(subject);
  if (!interaction.inCachedGuild() || incident?.guildId !== interaction.guildId) {
    throw new Refusal(words('error.gone'));
  }
  const { guild, member } = interaction;
  // A deleted channel keeps no secret; what people may do in the whole server decides.
  const channel = guild.channels.cache.get(incident.channelId) ?? null;
  if (channel && !canSee(channel, member)) throw new Refusal(words('error.unseen'));
  const rights = rightsFor(need, channel);
  if (holdsAny(rightsIn(channel, member), rights)) return incident;
  const facts = { permissions: namesOf(rights, words), channel: channelMention(incident.channelId) };
  throw new Refusal(words('error.rightsIn', facts));
}

/** Whether a member sees a channel and holds there what a need asks for. */
export const mayWorkIn = (need: Need, member: GuildMember, channel: GuildBasedChannel): boolean =>
  canSee(channel, member) && holdsAny(rightsIn(channel, member), rightsFor(need, channel));

/** Whether a command with this need can be used by who asks, where they ask. */
export const mayUseHere = ({ anyOf }: Need, { memberPermissions }: Pick<Interaction, 'memberPermissions'>) =>
  holdsAny(memberPermissions, anyOf);

/**
 * Nobody learns of a channel that they cannot see, or has the bot post there. Throws Refusal where an option of the
 * command names one.
 */
export function checkChosenChannels({
  options,
  channelId,
  member,
  locale,
}: ChatInputCommandInteraction<'cached'>): void {
  // Who acts in a channel sees it, even a private thread whose members are not cached.
  const isSeen = (channel: GuildBasedChannel) => channel.id === channelId || canSee(channel, member);
  if (!channelsIn(options.data).every(isSeen)) throw new Refusal(wordsFor({ locale })('error.unseen'));
}

/** Throws Refusal where the bot itself lacks the right in the channel. */
export function checkOwnRight(me: GuildMember, channel: GuildBasedChannel, right: Right, words: Words): void {
  if (holdsAny(rightsIn(channel, me), [right])) return;
  const facts = { permissions: namesOf([right], words), channel: channelMention(channel.id) };
  throw new Refusal(words('error.ownRights', facts));
}

const channelsIn = (options: readonly CommandInteractionOption<'cached'>[]): GuildBasedChannel[] =>
  options.flatMap(({ channel, options: nested = [] }) => [
    ...(channel ? [channel] : []),
    ...channelsIn(nested),
  ]);

const rightsFor = ({ anyOf, anyOfInThread }: Need, channel: GuildBasedChannel | null): readonly Right[] =>
  (channel?.isThread() && anyOfInThread) || anyOf;

const holdsAny = (held: Readonly<PermissionsBitField> | null, anyOf: readonly Right[]): boolean =>
  anyOf.length === 0 || anyOf.some((right) => held?.has(PermissionFlagsBits[right]));

const rightsIn = (channel: GuildBasedChannel | null, member: GuildMember): Readonly<PermissionsBitField> =>
  channel === null || (channel.isThread() && !channel.parent)
    ? member.permissions
    : channel.permissionsFor(member);

const namesOf = (rights: readonly Right[], words: Words): string =>
  rights.map((right) => `**${words(`permission.${right}`)}**`).join(` ${words('error.or')} `);
