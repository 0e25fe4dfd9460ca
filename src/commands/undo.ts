// The Undo button under an answer that says what changed.
import { isDeepStrictEqual } from 'node:util';
import {
  type APIButtonComponentWithCustomId,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
} from 'discord.js';
import { guildId, userId } from '../ids.ts';
import { HOUR } from '../mood/window.ts';
import type { Words } from '../report/words.ts';
import { guildSettings, type GuildSettings } from '../store/settings.ts';
import { Refusal, type Button, type CommandContext } from './command.ts';
import type { Need } from './rights.ts';
import { saveSettings } from './saving.ts';
import { changeLines } from './settings/changed.ts';
import { lookOf } from './settings/values.ts';

/** Of the button under answers of /settings. */
export const SETTINGS_UNDO = 'settings-undo';

/** Older changes are made anew with the command. */
const UNDOABLE_FOR = HOUR;

type Changing = Pick<
  ChatInputCommandInteraction<'cached'> | ButtonInteraction<'cached'>,
  'guildId' | 'user' | 'id'
>;

/** Remembers the change and gives the button that takes it back; `id`: of the component that `undoButton` made. */
export function offerUndo(
  id: string,
  { guildId: guild, user, id: interactionId }: Changing,
  { before, after }: { readonly before: GuildSettings; readonly after: GuildSettings },
  { undos, clock }: Pick<CommandContext, 'undos' | 'clock'>,
  words: Words,
): APIButtonComponentWithCustomId {
  undos.keep(interactionId, {
    guild: guildId.parse(guild),
    by: userId.parse(user.id),
    at: clock.now(),
    before: differing(before, after),
    after: differing(after, before),
  });
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: words('undo.button'),
    custom_id: `${id}:${interactionId}`,
  };
}

/** Only for who made the change, while they hold the right, and while nobody has changed the same settings since. */
export function undoButton(id: string, need: Need): Button {
  return {
    id,
    need,
    async run(interaction, context, subject) {
      const look = lookOf(interaction, context);
      const { words } = look;
      const guild = guildId.parse(interaction.guildId);
      const kept = context.undos.get(subject);
      if (!kept || kept.guild !== guild || look.now - kept.at > UNDOABLE_FOR) {
        throw new Refusal(words('undo.late'));
      }
      if (kept.by !== userId.parse(interaction.user.id)) throw new Refusal(words('chat.notYours'));
      await interaction.deferUpdate();
      const { before, after } = await saveSettings(context, guild, (held) =>
        holds(held, kept.after) ? { ...held, ...kept.before } : held,
      );
      if (after === before)
        throw new Refusal(words(holds(before, kept.before) ? 'undo.twice' : 'undo.changed'));
      await interaction.editReply({
        content: [words('undo.done'), ...changeLines(before, after, look)].join('\n'),
        embeds: [],
        components: [],
        allowedMentions: { parse: [] },
      });
    },
  };
}

/** The fields of `one` that the other has otherwise. `reportsSince` is no setting that anybody chose. */
function differing(one: GuildSettings, other: GuildSettings): Partial<GuildSettings> {
  const names = guildSettings.keyof().options.filter((name) => name !== 'reportsSince');
  return Object.fromEntries(
    names.filter((name) => !isDeepStrictEqual(one[name], other[name])).map((name) => [name, one[name]]),
  );
}

const holds = (settings: GuildSettings, fields: Partial<GuildSettings>): boolean =>
  isDeepStrictEqual({ ...settings, ...fields }, settings);
