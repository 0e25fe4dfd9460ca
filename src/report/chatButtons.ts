// The buttons of an answer. Their ids carry the person who asked and the question, so that they outlive restarts.
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { ButtonRow } from './alertButtons.ts';
import type { Words } from './words.ts';

export type ChatButton = 'stop' | 'more';

/** What stands before the subject in the custom_id. */
export const CHAT_BUTTONS: Readonly<Record<ChatButton, string>> = { stop: 'chat:stop', more: 'chat:more' };

/** Whose answer to what. */
export interface ChatSubject {
  readonly askerId: string;
  readonly questionId: string;
}

/** First the person, since rights depend on that. */
export const chatButtonId = (button: ChatButton, { askerId, questionId }: ChatSubject): string =>
  `${CHAT_BUTTONS[button]}:${askerId}:${questionId}`;

/** What follows the id of a button in the custom_id; hostile until it is compared with what it names. */
export function readChatSubject(subject: string): ChatSubject {
  const [askerId = '', questionId = ''] = subject.split(':');
  return { askerId, questionId };
}

export const chatButtons = (button: ChatButton, subject: ChatSubject, words: Words): ButtonRow[] =>
  rowOf(words(`chat.button.${button}`), chatButtonId(button, subject));

/** Before the subject in the custom_id of the button that ends an answer to /ask. */
export const ASK_STOP = 'ask:stop';

export const askButtons = ({ askerId, questionId }: ChatSubject, words: Words): ButtonRow[] =>
  rowOf(words('chat.button.stop'), `${ASK_STOP}:${askerId}:${questionId}`);

function rowOf(label: string, custom_id: string): ButtonRow[] {
  const only: APIButtonComponentWithCustomId = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id,
  };
  return [{ type: ComponentType.ActionRow, components: [only] }];
}
