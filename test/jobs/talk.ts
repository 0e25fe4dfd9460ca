// Judged messages of people in the store, as reports find them.
import { channelId, guildId, messageId, snowflakeAt, userId, type MessageId } from '../../src/ids.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { MINUTE } from '../../src/mood/window.ts';
import type { Stage } from '../commands/stage.ts';

let said = 0;

/** A judged message, so many minutes before now. */
export async function say(
  { store, clock, guild }: Stage,
  who: string,
  where: string,
  content: string,
  label: Label,
  minutesAgo: number,
): Promise<MessageId> {
  const createdAt = clock.now() - minutesAgo * MINUTE;
  const id = messageId.parse((BigInt(snowflakeAt(createdAt)) + BigInt(said++)).toString());
  const place = { guildId: guildId.parse(guild), channelId: channelId.parse(where) };
  await store.intake.add([{ id, ...place, authorId: userId.parse(who), createdAt, content }]);
  const probabilities = { positive: 0.1, neutral: 0.1, negative: 0.1, [label]: 0.8 };
  const verdict = { label, probabilities, uncertain: false };
  const judged = { model: 't', promptVersion: '1', truncated: false, judgedAt: createdAt };
  await store.queue.tag([{ id, revision: 1, verdict, ...judged }]);
  return id;
}
