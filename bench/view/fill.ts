// A quarter of a year of a lively server: words by frequency, moods that change with the hour, some people who write most.
import { messageId, snowflakeAt, userId, type ChannelId, type GuildId } from '../../src/ids.ts';
import { HOUR, type Window } from '../../src/mood/window.ts';
import { LABELS } from '../../src/mood/verdict.ts';
import type { Store } from '../../src/store/store.ts';
import type { Random } from '../spike/generator.ts';

export interface Quarter {
  readonly guildId: GuildId;
  readonly channels: readonly ChannelId[];
  readonly window: Window;
  readonly messages: number;
  readonly random: Random;
}

const BATCH = 5_000;
const PEOPLE = 2_000;
const VOCABULARY = 3_000;
const WORDS = 9;

/** Small numbers much more often than large ones. */
const skewed = (size: number, random: Random) => Math.floor(size * random() ** 3);

export async function fillQuarter(store: Store, quarter: Quarter): Promise<void> {
  const { guildId, channels, window, messages, random } = quarter;
  const step = (window.to - window.from) / messages;
  for (let from = 0; from < messages; from += BATCH) {
    const count = Math.min(BATCH, messages - from);
    const batch = Array.from({ length: count }, (_, n) => {
      const createdAt = Math.floor(window.from + (from + n) * step);
      const content = Array.from({ length: WORDS }, () => `word${skewed(VOCABULARY, random)}`).join(' ');
      return {
        id: messageId.parse((BigInt(snowflakeAt(createdAt)) + BigInt((from + n) % 4_000)).toString()),
        guildId,
        channelId: channels[skewed(channels.length, random)] ?? failed(),
        authorId: userId.parse((13n * 10n ** 17n + BigInt(skewed(PEOPLE, random))).toString()),
        createdAt,
        content,
      };
    });
    await store.intake.add(batch);
    await store.queue.tag(
      batch.map(({ id, createdAt }) => {
        const evening = ((createdAt / HOUR) % 24) / 80;
        const share = random();
        const label = LABELS[share < 0.3 - evening / 2 ? 0 : share < 0.85 - evening ? 1 : 2];
        const probabilities = { positive: 0.05, neutral: 0.05, negative: 0.05, [label]: 0.9 };
        const verdict = { label, probabilities, uncertain: random() < 0.1 };
        return {
          id,
          revision: 1,
          verdict,
          model: 'm',
          promptVersion: '1',
          truncated: false,
          judgedAt: createdAt,
        };
      }),
    );
  }
}

function failed(): never {
  throw new RangeError('A quarter needs channels.');
}
