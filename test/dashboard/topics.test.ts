// The topics of the mood view: what they count, and who sees them.
import { describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { stage } from '../pipeline/alerts/rig.ts';
import { mood, useMood } from './rig.ts';

useMood();

let said = 0;

/** Negative messages of three people in turn, a minute apart, up to so many minutes ago. */
async function say(texts: readonly string[], minutesAgo = 1, where = stage.channels.general): Promise<void> {
  const { store, guild, clock, people } = stage;
  const authors = [people.ann, people.ben, people.lin];
  const messages = texts.map((content, n) => {
    const createdAt = clock.now() - (minutesAgo + n) * MINUTE;
    return {
      id: messageId.parse((BigInt(snowflakeAt(createdAt)) + BigInt(said++)).toString()),
      guildId: guildId.parse(guild),
      channelId: channelId.parse(where),
      authorId: userId.parse(authors[n % 3]),
      createdAt,
      content,
    };
  });
  await store.intake.add(messages);
  const probabilities = { positive: 0, neutral: 0, negative: 1 };
  const verdict = { label: 'negative' as const, probabilities, uncertain: false };
  await store.queue.tag(
    messages.map(({ id, createdAt }) => ({
      ...{ id, revision: 1, verdict, model: 't', promptVersion: '1', truncated: false },
      judgedAt: createdAt,
    })),
  );
}

const times = (n: number, text: string) => Array.from({ length: n }, () => text);
/** No two share a word. */
const chatter = (n: number) => Array.from({ length: n }, (_, i) => `chatter${i}x${said} about${i}y${said}`);

const OUTAGE = 'login error 503';
const topicsFor = async (as: string, query = 'period=hour') => (await mood.view(as, query)).topics;
const behind = async (as: string, ids: readonly string[]) => {
  const { status, text } = await mood.ask(`messages?ids=${ids.join(',')}`, as);
  expect(status).toBe(200);
  return JSON.parse(text) as { text: string; link: string }[];
};

describe('topics', () => {
  it('are named by their words, with messages, people, mood, and as many messages before', async () => {
    await say([...times(12, OUTAGE), ...chatter(12)]);
    await say([...times(6, OUTAGE), ...chatter(42)], 100);
    const { rows, none } = await topicsFor(stage.people.ann);
    expect(none).toBeNull();
    expect(rows).toMatchObject([
      { name: '503 · error · login', total: 12, people: 3, usual: 3, mood: -100, moodText: '−100' },
    ]);
    expect(rows[0]!.messages).toHaveLength(12);
  });

  it('of few messages are shown without a mood', async () => {
    await say([...times(3, OUTAGE), ...chatter(9)]);
    const { rows } = await topicsFor(stage.people.ann);
    expect(rows).toMatchObject([{ total: 3, usual: 0, mood: null, moodText: 'Too few messages to say' }]);
  });

  it('lead to their messages, newest first, by link and without their authors', async () => {
    await say([...times(3, OUTAGE), ...chatter(9)]);
    const [topic] = (await topicsFor(stage.people.ann)).rows;
    const messages = await behind(stage.people.ann, topic!.messages);
    expect(messages.map(({ text }) => text)).toEqual(times(3, OUTAGE));
    expect(messages.every(({ link }) => link.startsWith(`/#${stage.channels.general}/`))).toBe(true);
    expect(JSON.stringify(messages)).not.toContain(stage.people.ann);
    const ids = messages.map(({ link }) => BigInt(link.split('/').at(-1)!));
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? 1 : -1)));
  });

  it('say why there are none: too little was written, or nothing that several people share', async () => {
    await say(chatter(4));
    expect(await topicsFor(stage.people.ann)).toEqual({
      none: 'Too few messages with stored text to tell topics.',
      rows: [],
    });
    await say(chatter(8), 10);
    expect((await topicsFor(stage.people.ann)).none).toContain('No topic stands out');
  });

  it('are those of the channels that are chosen', async () => {
    await say(times(12, OUTAGE));
    const { offtopic } = stage.channels;
    expect((await topicsFor(stage.people.ann, `period=hour&channels=${offtopic}`)).rows).toEqual([]);
  });
});

describe('a topic of a hidden channel', () => {
  it('is seen by those alone who may read there, and its messages are not told from unknown ones', async () => {
    await say(times(12, 'secret merger plans'), 1, stage.channels.staff);
    const [topic] = (await topicsFor(stage.people.owner)).rows;
    expect(topic).toMatchObject({ name: 'merger · plans · secret', total: 12 });
    expect((await topicsFor(stage.people.ann)).rows).toEqual([]);
    expect(JSON.stringify(await mood.view(stage.people.ann))).not.toContain('merger');
    expect(await behind(stage.people.owner, topic!.messages)).toHaveLength(12);
    expect(await behind(stage.people.ann, topic!.messages)).toEqual([]);
    expect(await behind(stage.people.ann, ['1'])).toEqual([]);
  });

  it('counts in no comparison of others', async () => {
    await say(times(12, OUTAGE));
    await say(chatter(12), 100);
    await say(times(12, OUTAGE), 100, stage.channels.staff);
    expect((await topicsFor(stage.people.ann)).rows[0]).toMatchObject({ total: 12, usual: 0 });
    expect((await topicsFor(stage.people.owner)).rows[0]).toMatchObject({ total: 12, usual: 6 });
  });
});

it('nothing of a person who opted out is in a topic or behind it', async () => {
  await say(times(12, OUTAGE));
  const [topic] = (await topicsFor(stage.people.owner)).rows;
  await stage.store.people.optOut(guildId.parse(stage.guild), userId.parse(stage.people.lin));
  expect((await topicsFor(stage.people.owner)).rows).toEqual([]);
  expect(await behind(stage.people.owner, topic!.messages)).toHaveLength(8);
});

it('messages that are asked for in a way that cannot be read are refused by name', async () => {
  for (const ids of ['x', '', Array.from({ length: 61 }, () => '1').join(',')])
    expect(await mood.ask(`messages?ids=${ids}`, stage.people.ann)).toMatchObject({
      status: 400,
      text: expect.stringContaining('\\"ids\\"') as string,
    });
});
