import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { hotWordsOf } from '../../src/figures/hotWords.ts';
import { gatherSummary } from '../../src/pipeline/summaries.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';

const guild = guildId.parse('9');
const [open, closed] = [channelId.parse('1'), channelId.parse('2')];
const END = Date.UTC(2026, 0, 5, 12);
const window = { from: END - HOUR, to: END };
const audience = { isReadable: (id: string) => id === open, names: new Set(['mallory', 'general']) };

let store: Store;
beforeEach(() => {
  store = openSqliteStore(':memory:', { storeContent: true });
});
afterEach(() => store.close());

let said = 0;
async function say(who: string, content: string, minutesAgo: number, where = open, negative = 0.8) {
  const createdAt = END - minutesAgo * MINUTE;
  const id = messageId.parse((BigInt(snowflakeAt(createdAt)) + BigInt(said++)).toString());
  const place = { guildId: guild, channelId: where, authorId: userId.parse(who) };
  await store.intake.add([{ id, ...place, createdAt, content }]);
  const probabilities = { positive: (1 - negative) / 2, neutral: (1 - negative) / 2, negative };
  const verdict = {
    label: negative > 0.5 ? 'negative' : 'positive',
    probabilities,
    uncertain: false,
  } as const;
  const judged = { model: 't', promptVersion: '1', truncated: false, judgedAt: createdAt };
  await store.queue.tag([{ id, revision: 1, verdict, ...judged }]);
  return id;
}

async function aNormalDay() {
  for (let n = 0; n < 40; n += 1)
    await say(String(n % 6), `anyone for ranked on map ${n}?`, 70 + n * 20, open, 0.1);
}

const hot = () => hotWordsOf(store, { guildId: guild, window, ...audience, most: 8 });

describe('hot words', () => {
  it('are those used more than in the day before, not those always used', async () => {
    await aNormalDay();
    for (const who of ['1', '2', '3', '4']) await say(who, 'ranked crash, 服务器 again on this map', 30);
    const words = await hot();
    expect(words.map(({ word }) => word).toSorted()).toEqual(['crash', '服务器']);
    expect(words[0]).toMatchObject({ now: 4, usual: 0, mood: -100 });
  });

  it('are never one person’s, out of a closed channel, or a name', async () => {
    await aNormalDay();
    for (let n = 0; n < 8; n += 1) await say('1', 'zebra', 30);
    for (const who of ['1', '2', '3', '4']) await say(who, 'acquisition', 30, closed);
    for (const who of ['1', '2', '3', '4']) await say(who, 'Mallory @ general?', 30);
    expect(await hot()).toEqual([]);
  });
});

describe('a summary for those who read a channel', () => {
  it('names and cites only what they can see: each message of another person, none twice', async () => {
    for (const who of ['1', '4']) await say(who, 'the crash is back again', 30);
    await say('1', 'the launcher crash is back', 29, open, 0.81);
    await say('2', 'crash while loading maps', 28, open, 0.95);
    await say('3', 'secret merger plans leaked', 27, closed);
    const facts = await gatherSummary(store, guild, window, false, audience);
    expect(facts.total).toBe(5);
    expect(facts.busiest.map((channel) => channel.channelId)).toEqual([open]);
    expect(facts.typical.negative.map(({ channelId: where }) => where)).toEqual([open, open]);
    expect(new Set(facts.typical.negative.map(({ id }) => id)).size).toBe(2);
    expect(facts.typical.positive).toEqual([]);
    // Facts are kept and handed on: they hold no text of a person.
    expect(JSON.stringify(facts)).not.toContain('merger');
  });
});
