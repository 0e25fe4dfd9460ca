// The "False alarm" button: its form asks for a reason and says what will change; sending the form changes it.
import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { alertButtonId } from '../../report/alertButtons.ts';
import { Refusal } from '../command.ts';
import { act, type AlertRequest } from './request.ts';

const REASON = 'reason';
const LONGEST = 200;

export async function askReason({ interaction, incident, words }: AlertRequest) {
  if (incident.state === 'false alarm') throw new Refusal(words('alert.nothing.already'));
  const modal: APIModalInteractionResponseCallbackData = {
    custom_id: alertButtonId('reason', incident.id),
    title: words('alert.reason.title'),
    components: [
      {
        type: ComponentType.Label,
        label: words('alert.reason.label'),
        description: words('alert.reason.effect'),
        component: {
          type: ComponentType.TextInput,
          custom_id: REASON,
          style: TextInputStyle.Paragraph,
          required: false,
          max_length: LONGEST,
        },
      },
    ],
  };
  await interaction.showModal(modal);
}

export async function takeReason(request: AlertRequest<ModalSubmitInteraction<'cached'>>): Promise<void> {
  const { interaction } = request;
  await interaction.deferUpdate();
  const reason = interaction.fields.getTextInputValue(REASON).trim().slice(0, LONGEST);
  await act(request, { act: 'false alarm', reason });
}
