// @ts-check
// What a message brings beside its words: a forwarded message, a poll, stickers.
import { h } from '../dom.js';
import { renderText } from '../markdown/render.js';
import { t } from '../words.js';
import { attachment } from './media.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */
/** @typedef {import('../dom.js').Child} Child */

const FORWARD = 1;

/** @param {Message} message */
export const isForward = ({ message_reference }) => message_reference?.type === FORWARD;

/** @param {Message} message @returns {Child[]} */
export function brought({ message_snapshots, poll, sticker_items }) {
  return [
    ...(message_snapshots ?? []).map(({ message }) =>
      h(
        'blockquote',
        null,
        h('em', null, `↪ ${t('forwarded')}`),
        ...renderText(message.content),
        ...message.attachments.map(attachment),
      ),
    ),
    ...(poll ? [pollView(poll)] : []),
    ...(sticker_items ?? []).map(({ name }) => h('em', null, t('sticker', { name }))),
  ];
}

/** @param {NonNullable<Message['poll']>} poll */
const pollView = ({ question, answers }) =>
  h(
    'div',
    null,
    h('em', null, `📊 ${t('poll')}`),
    ' ',
    h('b', null, question.text ?? ''),
    h('ul', null, ...answers.map(({ poll_media }) => h('li', null, poll_media.text ?? ''))),
  );
