// Counts the words of stored messages, a few at a time, so that other work runs in between.
import { setImmediate as breathe } from 'node:timers/promises';
import { countUses, noUses, type SpelledIn, type Uses } from '../mood/contrast.ts';
import type { StoredMessage } from '../store/store.ts';

/** Messages counted before other work may run: about 5 ms. */
const AT_A_TIME = 50;

/** The words of messages that are given newest first; words in `without` (lower case) are left out. */
export async function usesOf(
  messages: readonly StoredMessage[],
  without: ReadonlySet<string>,
  spelledIn?: SpelledIn,
): Promise<Uses<StoredMessage>> {
  const uses = noUses<StoredMessage>();
  for (const [index, message] of messages.toReversed().entries()) {
    if (index % AT_A_TIME === AT_A_TIME - 1) await breathe();
    if (message.content === null) continue;
    countUses(uses, { id: message, authorId: message.authorId, text: message.content }, without, spelledIn);
  }
  return uses;
}
