// Messages and forms of the bot with any id: what somebody could forge.
import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Stage } from '../stage.ts';

export async function postComponent(
  stage: Pick<Stage, 'client'>,
  where: string,
  customId: string,
  kind: 'button' | 'menu' = 'button',
  value = 'x',
): Promise<{ id: string; channel_id: string }> {
  const channel = await stage.client.channels.fetch(where);
  if (!channel?.isSendable()) throw new Error('cannot send');
  const button = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'x', customId } as const;
  const menu = { type: ComponentType.StringSelect, customId, options: [{ label: 'x', value }] } as const;
  const row = { type: ComponentType.ActionRow, components: [kind === 'menu' ? menu : button] } as const;
  const { id } = await channel.send({ content: 'pressed by a test', components: [row] });
  return { id, channel_id: where };
}

/** Takes anything, and nothing at all. */
export const madeUpForm = (customId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: customId,
  title: 'opened by a test',
  components: [
    {
      type: ComponentType.Label,
      label: 'x',
      component: {
        type: ComponentType.TextInput,
        custom_id: 'reason',
        style: TextInputStyle.Short,
        required: false,
      },
    },
  ],
});
