// @ts-check
// What the acting person does. A refusal of the server is shown in a note.
import { openModal } from './dialogs/modal.js';
import { toast } from './dialogs/toast.js';
import { api } from './net/api.js';
import { bring } from './net/sync.js';
import { t } from './words.js';
import { channelId, me } from './world/world.js';

/** @typedef {import('discord-api-types/v10').APIMessage} Message */
/** @typedef {import('../src/control/protocol.ts').Invocation} Invocation */
/** @typedef {import('../src/control/protocol.ts').NewPersonMessage} NewPersonMessage */

/**
 * @template T
 * @param {Promise<T>} doing
 * @returns {Promise<T | undefined>} undefined when it was refused
 */
export async function attempt(doing) {
  try {
    return await doing;
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** @param {string} content @param {string | undefined} replyTo @param {NonNullable<NewPersonMessage['files']>} files */
export async function send(content, replyTo, files) {
  const message = await attempt(
    api.send({
      channelId,
      authorId: me,
      content,
      ...(replyTo ? { replyTo } : {}),
      ...(files.length ? { files } : {}),
    }),
  );
  if (message) bring(message);
  return message !== undefined;
}

/** @param {Message} message @param {string} content */
export const edit = (message, content) => attempt(api.edit(message, me, content));

/** @param {Message} message */
export const remove = (message) => attempt(api.remove(message, me));

/** @param {Message} message @param {string} emoji @param {boolean} add */
export const react = (message, emoji, add) =>
  attempt(api.react(add, { channelId: message.channel_id, messageId: message.id, userId: me, emoji }));

/** @param {Omit<import('../src/control/protocol.ts').RunCommand, 'channelId' | 'userId'>} command */
export const run = async (command) => settle(await attempt(api.run({ channelId, userId: me, ...command })));

/** @param {Message} message @param {string} customId @param {string[]} [values] */
export const useComponent = async (message, customId, values) =>
  settle(
    await attempt(
      api.useComponent({
        channelId: message.channel_id,
        userId: me,
        messageId: message.id,
        customId,
        ...(values ? { values } : {}),
      }),
    ),
  );

/** @param {Invocation | undefined} invocation @returns {boolean} it was answered */
function settle(invocation) {
  if (!invocation) return false;
  if (invocation.outcome === 'failed') {
    toast(t('noAnswer'));
    return false;
  }
  // Where it changed a message, the feed tells of that.
  if (invocation.message && invocation.outcome !== 'updated') bring(invocation.message);
  if (invocation.outcome === 'modal' && invocation.modal) {
    const { interactionId, modal } = invocation;
    const inChannel = channelId;
    openModal(modal, async (fields) =>
      settle(await attempt(api.submitModal({ channelId: inChannel, userId: me, interactionId, fields }))),
    );
  }
  return true;
}
