// Judged messages in a store, as if people had written them.
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import type { Label } from '../../src/mood/verdict.ts';
import type { Store } from '../../src/store/store.ts';

let told = 0;

/** A message of a label, so many minutes before `now` (milliseconds since 1970). */
export async function storeJudged(
  store: Store,
  guild: string,
  now: number,
  where: string,
  who: string,
  label: Label,
  minutesAgo: number,
): Promise<void> {
  const at = now - minutesAgo * 60_000;
  const id = messageId.parse((BigInt(snowflakeAt(at)) + BigInt(told++)).toString());
  await store.intake.add([
    {
      id,
      guildId: guildId.parse(guild),
      channelId: channelId.parse(where),
      authorId: userId.parse(who),
      createdAt: at,
      content: `${label} words`,
    },
  ]);
  const probabilities = { positive: 0.1, neutral: 0.1, negative: 0.1, [label]: 0.8 };
  const verdict = { label, probabilities, uncertain: false };
  await store.queue.tag([
    { id, revision: 1, verdict, model: 't', promptVersion: '1', truncated: false, judgedAt: at },
  ]);
}
