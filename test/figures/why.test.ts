// Why the mood turned, read from a real store: the outage that the demo plays, in three channels and three scripts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALM, OUTAGE, type Line } from '../../src/demo/story.ts';
import { whyFacts, type WhyFacts } from '../../src/figures/why.ts';
import { channelId, guildId, messageId, snowflakeAt, userId, type ChannelId } from '../../src/ids.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Incident, Store } from '../../src/store/store.ts';

const guild = guildId.parse('9');
const START = Date.UTC(2026, 0, 5, 12);
/** Those who answer for the game; what others write in the outage is negative. */
const STAFF = ['mira', 'wen', 'kofi', 'yuki'];
const NAMES = new Set([...CALM, ...OUTAGE].map(({ by }) => by));

let store: Store;
let said = 0;
beforeEach(() => {
  store = openSqliteStore(':memory:', { storeContent: true });
  said = 0;
});
afterEach(() => store.close());

const numbered = (values: readonly string[]) => (value: string) => String(values.indexOf(value) + 1);
const channelOf = (name: string): ChannelId =>
  channelId.parse(numbered(['general', '中文闲聊', 'support', 'new'])(name));
const personOf = numbered([...NAMES]);

async function say({ channel, by, text }: Line, at: number, label: 'negative' | 'neutral') {
  const id = messageId.parse((BigInt(snowflakeAt(at)) + BigInt(said++)).toString());
  const place = { guildId: guild, channelId: channelOf(channel), authorId: userId.parse(personOf(by)) };
  await store.intake.add([{ id, ...place, createdAt: at, content: text }]);
  const probabilities = { positive: 0.1, neutral: 0.1, negative: 0.1, [label]: 0.8 };
  const judged = { model: 't', promptVersion: '1', truncated: false, judgedAt: at };
  await store.queue.tag([
    { id, revision: 1, verdict: { label, probabilities, uncertain: false }, ...judged },
  ]);
}

async function playDemo(withCalmDay: boolean) {
  if (withCalmDay) {
    for (const line of CALM) await say(line, START - line.minutesBefore * MINUTE, 'neutral');
  }
  for (const [n, line] of OUTAGE.entries()) {
    await say(line, START + n * 1000, STAFF.includes(line.by) ? 'neutral' : 'negative');
  }
}

async function incidentIn(channel: string): Promise<Incident> {
  const evidence = {
    negative: 60,
    total: 66,
    expected: 4,
    interval: [0, 14],
    authors: 8,
    since: START,
  } as const;
  const place = { guildId: guild, channelId: channelOf(channel), openedAt: START + 10_000 };
  return (await store.incidents.open({ ...place, evidence })).incident;
}

const wordsOf = ({ words }: WhyFacts) => words.map(({ thing, word }) => thing ?? word);

describe('why the mood turned in the demo', () => {
  it.each([true, false])('names what broke, with its day before: %s', async (withCalmDay) => {
    await playDemo(withCalmDay);
    const facts = await whyFacts(store, [await incidentIn('support')], NAMES);
    expect(facts.kind).toBe('topic');
    expect(wordsOf(facts)).toContain('login');
    expect(facts.about!.people).toBeGreaterThanOrEqual(5);
    expect(new Set(facts.about!.cites.map(({ id }) => id)).size).toBe(3);
  });

  it('quotes no message whose verdict a moderator corrected', async () => {
    await playDemo(true);
    const incident = await incidentIn('support');
    const citesOf = ({ about, words }: WhyFacts) =>
      [...(about?.cites ?? []), ...words.map(({ cited }) => cited)].map(({ id }) => id);
    const wrong = citesOf(await whyFacts(store, [incident], NAMES));
    expect(wrong.length).toBeGreaterThan(2);
    for (const id of wrong) await store.corrections.set(id, 1, 'neutral');
    const cited = citesOf(await whyFacts(store, [incident], NAMES));
    expect(cited.filter((id) => wrong.includes(id))).toEqual([]);
  });

  it('is told of all channels that turned together', async () => {
    await playDemo(true);
    const all = [
      await incidentIn('support'),
      await incidentIn('general'),
      await incidentIn('中文闲聊'),
    ] as const;
    const facts = await whyFacts(store, all, NAMES);
    expect(wordsOf(facts)).toContain('login');
    expect(facts.now).toBe(OUTAGE.length);
  });

  it('compares a new channel with the server, so that its everyday words are no cause', async () => {
    for (let n = 0; n < 120; n += 1)
      await say(
        { channel: 'general', by: n % 2 ? 'bex' : 'tomas', text: 'regatta at noon' },
        START - n * MINUTE,
        'neutral',
      );
    for (const [n, by] of ['bex', 'tomas', 'lin', 'ajie'].entries())
      await say(
        { channel: 'new', by, text: 'regatta page shows a certificate warning' },
        START + n,
        'negative',
      );
    const named = wordsOf(await whyFacts(store, [await incidentIn('new')], NAMES));
    expect(named).toContain('certificate');
    expect(named).not.toContain('regatta');
  });

  it('after an announcement is told with it, not after one of yesterday', async () => {
    await playDemo(true);
    await store.events.add({ guildId: guild, text: 'Autumn festival', at: START - 20 * HOUR, lasts: 0 });
    const incident = await incidentIn('support');
    expect((await whyFacts(store, [incident], NAMES)).event).toBeNull();
    await store.events.add({ guildId: guild, text: 'Patch 2.4', at: START - HOUR, lasts: 0 });
    const facts = await whyFacts(store, [incident], NAMES);
    expect(facts).toMatchObject({ kind: 'event', event: { text: 'Patch 2.4', at: START - HOUR } });
  });
});
