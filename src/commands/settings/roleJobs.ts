// /settings role-job: roles that are run on a schedule, each with a channel of its own.
import {
  type ApplicationCommandOptionChoiceData,
  type AutocompleteInteraction,
  channelMention,
  type ChatInputCommandInteraction,
  ComponentType,
  type InteractionEditReplyOptions,
} from 'discord.js';
import { everyoneSees } from '../../discord/audience.ts';
import { channelId, guildId } from '../../ids.ts';
import { ROLE_SLOTS, type RoleJobSetting } from '../../store/roleJobs.ts';
import { Refusal, type CommandContext } from '../command.ts';
import { roleNamed } from '../role/choosing.ts';
import { saveSettings } from '../saving.ts';
import { understood } from '../times/schedule.ts';
import { offerUndo, SETTINGS_UNDO } from '../undo.ts';
import { checkWatched } from '../watched.ts';
import { quoted } from '../wording.ts';
import { requirePermissions } from './changes.ts';
import { roleJobLines } from './roleJobLines.ts';
import { planFor } from './timing.ts';
import { lookOf } from './values.ts';

type Interaction = ChatInputCommandInteraction<'cached'>;
type Answer = Pick<InteractionEditReplyOptions, 'content' | 'components'>;

/** Answers a subcommand of the group. The reply is already deferred, and only the person sees it. */
export async function runRoleJobs(interaction: Interaction, context: CommandContext): Promise<void> {
  const { words } = lookOf(interaction, context);
  const answer = SUBCOMMANDS[interaction.options.getSubcommand()];
  if (!answer) throw new Refusal(words('error.gone'));
  await interaction.editReply({ ...(await answer(interaction, context)), allowedMentions: { parse: [] } });
}

const SUBCOMMANDS: Readonly<
  Record<string, (interaction: Interaction, context: CommandContext) => Promise<Answer>>
> = {
  async list(interaction, context) {
    const look = lookOf(interaction, context);
    const { roleJobs } = await context.store.settings.get(guildId.parse(interaction.guildId));
    const none = look.words('roleJob.none', { command: look.link('settings role-job add') });
    return { content: roleJobLines(roleJobs, look).join('\n') || none };
  },

  async add(interaction, context) {
    const look = lookOf(interaction, context);
    const { words, locale, now } = look;
    const id = guildId.parse(interaction.guildId);
    const held = await context.store.settings.get(id);
    const role = roleNamed(interaction.options.getString('role', true), context.roles, words, look.link);
    const typed = interaction.options.getString('schedule', true);
    const { text: schedule, plan } = planFor(typed, held.timeZone, words);
    if (!plan) throw new Refusal(words('roleJob.off'));
    const places = await placesIn(interaction, context);
    const wanted = { role: role.name, ...places, schedule, since: now };
    const saved = await saveSettings(context, id, (settings) => ({
      ...settings,
      roleJobs: withRoom(
        settings.roleJobs,
        wanted,
        () => new Refusal(words('roleJob.full', { n: ROLE_SLOTS.length })),
      ),
    }));
    return {
      content: [
        words('roleJob.added'),
        understood(typed, plan, { words, locale, timeZone: held.timeZone, now }),
        ...roleJobLines(saved.after.roleJobs, look),
      ].join('\n'),
      components: [rowOf(offerUndo(SETTINGS_UNDO, interaction, saved, context, words))],
    };
  },

  async remove(interaction, context) {
    const look = lookOf(interaction, context);
    const { words, link } = look;
    const id = guildId.parse(interaction.guildId);
    const typed = interaction.options.getString('job', true).trim();
    const { roleJobs } = await context.store.settings.get(id);
    if (!roleJobs.some(({ slot }) => String(slot) === typed)) {
      throw new Refusal(
        words('roleJob.unknown', { text: quoted(typed), command: link('settings role-job list') }),
      );
    }
    const saved = await saveSettings(context, id, (settings) => ({
      ...settings,
      roleJobs: settings.roleJobs.filter(({ slot }) => String(slot) !== typed),
    }));
    return {
      content: [words('roleJob.removed'), ...roleJobLines(saved.after.roleJobs, look)].join('\n'),
      components: [rowOf(offerUndo(SETTINGS_UNDO, interaction, saved, context, words))],
    };
  },
};

/** The server's role jobs, to choose from. */
export async function suggestRoleJobs(
  interaction: AutocompleteInteraction<'cached'>,
  typed: string,
  { store }: CommandContext,
): Promise<ApplicationCommandOptionChoiceData<string>[]> {
  const { roleJobs } = await store.settings.get(guildId.parse(interaction.guildId));
  return roleJobs
    .map(({ slot, role, schedule }) => ({
      name: `${slot}. ${role}: ${schedule}`.slice(0, 100),
      value: String(slot),
    }))
    .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));
}

/** Throws Refusal where the bot may not post there, or readers of the post may not read what it is about. */
async function placesIn(interaction: Interaction, context: CommandContext) {
  const { words } = lookOf(interaction, context);
  const { options, guild, client } = interaction;
  const channel = options.getChannel('channel', true);
  const of = options.getChannel('of');
  requirePermissions(channel, await guild.members.fetchMe(), 'reports', words);
  const [postIn, read] = [channelId.parse(channel.id), of && channelId.parse(of.id)];
  if (of && read) {
    await checkWatched([of], interaction, await context.store.settings.get(guildId.parse(guild.id)), words);
    if (!everyoneSees(client, read, postIn)) {
      const facts = { channel: channelMention(postIn), of: channelMention(read) };
      throw new Refusal(words('roleJob.notSeen', facts));
    }
  }
  return { channelId: postIn, of: read };
}

/** With the new job in the first free place. Throws what `full` makes where there is none. */
function withRoom(
  held: readonly RoleJobSetting[],
  wanted: Omit<RoleJobSetting, 'slot'>,
  full: () => Refusal,
): RoleJobSetting[] {
  const slot = ROLE_SLOTS.find((one) => held.every((job) => job.slot !== one));
  if (slot === undefined) throw full();
  return [...held, { ...wanted, slot }].toSorted((a, b) => a.slot - b.slot);
}

const rowOf = (button: ReturnType<typeof offerUndo>) => ({
  type: ComponentType.ActionRow as const,
  components: [button],
});
