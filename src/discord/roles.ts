// Roles that a message may mention: whether anybody is notified by it.
import { type GuildMember, PermissionFlagsBits, type Role } from 'discord.js';

/** The role that Discord made for a bot: nobody else has it. */
export const isOfBot = ({ tags }: Pick<Role, 'tags'>): boolean => tags?.botId !== undefined;

/** Whether a mention by the bot notifies the role's members. */
export const notifies = ({ mentionable }: Pick<Role, 'mentionable'>, me: GuildMember): boolean =>
  mentionable || me.permissions.has(PermissionFlagsBits.MentionEveryone);
