// /setup: a guided first run for those who manage the server. Nothing is saved before "Save".
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import { guildId, userId } from '../ids.ts';
import { HOUR } from '../mood/window.ts';
import { SETUP_OPEN } from '../report/setupMessage.ts';
import { DEFAULT_SETTINGS } from '../store/settings.ts';
import { Refusal, type Button, type CommandContext, type GuildCommand, type Modal } from './command.ts';
import { MANAGERS } from './rights.ts';
import { lookOf } from './settings/values.ts';
import { answersIn } from './setup/answers.ts';
import { drafted, type Chooser } from './setup/choices.ts';
import { STEPS, type Draft, type Step } from './setup/drafts.ts';
import { formOf, shownIn } from './setup/forms.ts';
import { guessedZone } from './setup/guess.ts';
import { overview, SETUP } from './setup/overview.ts';
import { saveDraft } from './setup/saving.ts';
import { localized } from './wording.ts';

type Used =
  ButtonInteraction<'cached'> | ChatInputCommandInteraction<'cached'> | ModalSubmitInteraction<'cached'>;

/** An older draft is begun anew. */
const LASTS = HOUR;

export const setup = {
  where: 'guild',
  need: MANAGERS,
  data: { ...localized('command.setup'), contexts: [InteractionContextType.Guild] },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await begin(interaction, context);
  },

  buttons: [
    {
      id: SETUP_OPEN,
      need: MANAGERS,
      async run(interaction, context) {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await begin(interaction, context);
      },
    },
    ...STEPS.map(stepButton),
    {
      id: `${SETUP}:check`,
      need: MANAGERS,
      async run(interaction, context, id) {
        const draft = draftOf(interaction, context, id);
        await interaction.deferUpdate();
        await show(interaction, context, id, draft);
      },
    },
    {
      id: `${SETUP}:save`,
      need: MANAGERS,
      async run(interaction, context, id) {
        const draft = draftOf(interaction, context, id);
        context.drafts.drop(id);
        try {
          await interaction.deferUpdate();
          await saveDraft(interaction, context, draft);
        } catch (error) {
          // It can be tried again.
          context.drafts.keep(id, draft);
          throw error;
        }
      },
    },
    {
      id: `${SETUP}:drop`,
      need: MANAGERS,
      async run(interaction, context, id) {
        draftOf(interaction, context, id);
        context.drafts.drop(id);
        const content = lookOf(interaction, context).words('setup.dropped');
        await interaction.update({ content, embeds: [], components: [] });
      },
    },
  ],

  modals: STEPS.map(stepForm),
} satisfies GuildCommand;

function stepButton(step: Step): Button {
  return {
    id: `${SETUP}:${step}`,
    need: MANAGERS,
    async run(interaction, context, id) {
      const draft = draftOf(interaction, context, id);
      const look = lookOf(interaction, context);
      const { settings } = await settingsWith(draft, interaction, context);
      context.drafts.keep(id, { ...draft, shown: shownIn(settings, interaction.guild) });
      const offered = { ...settings, timeZone: draft.guess ?? settings.timeZone };
      await interaction.showModal(formOf(step, `${SETUP}:${step}:${id}`, offered, interaction.guild, look));
    },
  };
}

function stepForm(step: Step): Modal {
  return {
    id: `${SETUP}:${step}`,
    need: MANAGERS,
    async run(interaction, context, id) {
      const draft = draftOf(interaction, context, id);
      await interaction.deferUpdate();
      const answers = answersIn(step, interaction.fields, draft.shown);
      const next: Draft = {
        ...draft,
        choices: { ...draft.choices, [step]: answers },
        done: [...new Set([...draft.done, step])],
        guess: step === 'time' ? null : draft.guess,
      };
      context.drafts.keep(id, next);
      await show(interaction, context, id, next);
    },
  };
}

async function begin(
  interaction: ButtonInteraction<'cached'> | ChatInputCommandInteraction<'cached'>,
  context: CommandContext,
): Promise<void> {
  const { guild, user, id, locale } = interaction;
  const held = await context.store.settings.get(guildId.parse(guild.id));
  const draft: Draft = {
    guild: guildId.parse(guild.id),
    by: userId.parse(user.id),
    at: context.clock.now(),
    choices: {},
    guess: held.timeZone === DEFAULT_SETTINGS.timeZone ? guessedZone([guild.preferredLocale, locale]) : null,
    done: [],
    shown: { on: [], off: [] },
  };
  context.drafts.keep(id, draft);
  await show(interaction, context, id, draft);
}

/** Throws Refusal where the draft is another person's, was saved or dropped, or is too old. */
function draftOf(interaction: Used, context: CommandContext, id: string): Draft {
  const { words, now, link } = lookOf(interaction, context);
  const draft = context.drafts.get(id);
  if (draft?.guild !== guildId.parse(interaction.guildId) || now - draft.at > LASTS) {
    throw new Refusal(words('setup.late', { command: link('setup') }));
  }
  if (draft.by !== userId.parse(interaction.user.id)) throw new Refusal(words('chat.notYours'));
  return draft;
}

async function settingsWith(draft: Draft, interaction: Used, context: CommandContext) {
  const { words, locale, now } = lookOf(interaction, context);
  const { guild, member } = interaction;
  const chooser: Chooser = { me: await guild.members.fetchMe(), member, words, locale, now };
  const held = await context.store.settings.get(draft.guild);
  return { ...drafted(held, draft, chooser), me: chooser.me };
}

async function show(interaction: Used, context: CommandContext, id: string, draft: Draft): Promise<void> {
  const { me, ...shown } = await settingsWith(draft, interaction, context);
  await interaction.editReply(await overview(id, draft, shown, me, lookOf(interaction, context)));
}
