// A post in the fullest form that passes: where Discord refuses its content, a plainer form is tried.
import type { Message } from 'discord.js';
import type { Clock } from '../clock.ts';
import { nonceOf } from '../discord/client.ts';
import { isContentRefusal } from '../discord/contentRefusal.ts';
import { sendPlainest } from '../discord/plainerForms.ts';
import { reasonOf } from '../errors.ts';
import type { MessageId } from '../ids.ts';
import type { ClaimStore } from '../store/store.ts';
import { postOnce, type Post } from './postOnce.ts';

export interface PlainestPost<Form> extends Omit<Post, 'send'> {
  /** Fullest first. */
  readonly forms: readonly (() => Promise<Form>)[];
  send(form: Form, nonce: string): Promise<Message>;
}

/** `messageId` is null where every form was refused, now (`reason` tells why the last was) or by an earlier run. */
export interface Posted {
  readonly messageId: MessageId | null;
  readonly reason: string | null;
}

/** Posts exactly once. What was refused in every form is never tried again. Throws what is no refusal of the content. */
export async function postPlainest<Form>(
  claims: ClaimStore,
  clock: Clock,
  post: PlainestPost<Form>,
): Promise<Posted> {
  const { key, forms } = post;
  try {
    const messageId = await postOnce(claims, clock, {
      key,
      // Each form has a nonce of its own: Discord would answer a plainer form with the fuller one of the same nonce.
      send: (nonce) =>
        sendPlainest(forms, (form, n) => post.send(form, n === 0 ? nonce : nonceOf(`${key}/${n}`))),
      find: (since) => post.find(since),
    });
    return { messageId, reason: null };
  } catch (error) {
    if (!isContentRefusal(error)) throw error;
    await claims.settle(key, null);
    return { messageId: null, reason: reasonOf(error) };
  }
}
