// What the inbox offers besides the decisions: taking an incident oneself, and why it began.
import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsIn } from '../../src/report/words.ts';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { alerts, background, calmWeek, open, outage, stage } from '../pipeline/alerts/rig.ts';
import { moderator, openMood, type MoodRig } from './rig.ts';

let mood: MoodRig;
let mia: string;
beforeEach(async () => {
  await open();
  mood = openMood();
  await calmWeek();
  await outage();
  mia = await moderator();
});
afterEach(async () => {
  mood.close();
  await stage.close();
});

const held = async () => (await stage.store.incidents.recent(guildId.parse(stage.guild), 1))[0]!;
const offered = async (as: string) => (await mood.view(as)).inbox!.incidents[0]!.acts.map(({ act }) => act);
async function act(as: string, name: string) {
  const { status } = await mood.send(`incidents/${(await held()).id}`, as, { act: name });
  await background.settled();
  return status;
}
async function close(where: string, to: string) {
  const known = new Promise((resolve) => stage.client.once('roleUpdate', resolve));
  await stage.acting.setBotPermissions(stage.guild, PermissionFlagsBits.Administrator);
  await known;
  const channel = await stage.client.channels.fetch(where);
  if (!channel || channel.isDMBased() || channel.isThread()) throw new Error('no channel');
  const changed = new Promise((resolve) => stage.client.once('channelUpdate', resolve));
  await channel.permissionOverwrites.create(to, { ViewChannel: false }, { type: OverwriteType.Member });
  await changed;
}

describe('an incident in the inbox', () => {
  it('is taken by whoever looks, as /alerts assign does, and nobody is mentioned', async () => {
    const posts = (await alerts()).length;
    expect(await offered(mia)).toContain('assign');
    expect(await act(mia, 'assign')).toBe(200);
    expect((await held()).state).toBe('acknowledged');
    expect((await held()).history.at(-1)).toMatchObject({ act: 'assigned', by: mia, to: mia });
    expect(await alerts()).toHaveLength(posts);
    expect(await offered(mia)).not.toContain('assign');
    expect(await act(mia, 'assign')).toBe(409);
    const other = await moderatorNamed('mo');
    expect(await act(other, 'assign')).toBe(200);
    expect((await held()).history.at(-1)).toMatchObject({ act: 'assigned', by: other, to: other });
  });

  it('is not taken without the right, nor by whoever does not see the alert', async () => {
    expect(await act(stage.people.ann, 'assign')).toBe(403);
    await close(stage.channels.offtopic, mia);
    expect(await offered(mia)).toEqual(expect.not.arrayContaining(['assign']));
    expect(await act(mia, 'assign')).toBe(403);
    expect((await held()).state).toBe('open');
  });
});

const moderatorNamed = (username: string) =>
  stage.acting.addUser({
    ...{ username, guildIds: [stage.guild] },
    permissions: PermissionFlagsBits.ModerateMembers.toString(),
  });

describe('Why?', () => {
  const ask = async (as: string) => {
    const { status, text } = await mood.ask(`incidents/${(await held()).id}/why`, as);
    return { status, ...(JSON.parse(text) as { title: string; lines: string[] }) };
  };

  /** Several people complain about the same thing. */
  async function complain() {
    const { store, clock, people, channels, guild } = stage;
    const messages = [people.ann, people.ben, people.lin, people.mod].flatMap((author, n) =>
      [0, 1].map((turn) => ({
        ...{ guildId: guildId.parse(guild), channelId: channelId.parse(channels.general) },
        id: messageId.parse((BigInt(snowflakeAt(clock.now())) + BigInt(3000 + 2 * n + turn)).toString()),
        ...{ authorId: userId.parse(author), createdAt: clock.now() },
        content: `the **checkout** is broken again ${n}`,
      })),
    );
    await store.intake.add(messages);
    const probabilities = { positive: 0, neutral: 0, negative: 1 };
    await store.queue.tag(
      messages.map(({ id, createdAt }) => ({
        ...{ id, revision: 1, model: 't', promptVersion: '1', truncated: false, judgedAt: createdAt },
        verdict: { label: 'negative' as const, probabilities, uncertain: false },
      })),
    );
    await clock.advance(MINUTE);
  }

  it('answers from the inbox with the words that the button of the alert tells', async () => {
    await complain();
    expect(await offered(mia)).toContain('why');
    const { status, title, lines } = await ask(mia);
    expect([status, title]).toEqual([200, wordsIn('en')('alert.why.title')]);
    expect(lines[0]).toMatch(/^What people in #general talk about since it began \(\d+ messages\)/);
    expect(lines.join('\n')).toMatch(/checkout: 8 messages, 4 people; 0 before/);
    expect(lines.join()).not.toMatch(/<[#@t]|https:|\]\(/);
    const { history } = await held();
    expect(history.map((one) => one.act)).not.toContain('why');
  });

  it('is for those who may use /alerts, and of a hidden channel nothing is told', async () => {
    expect((await ask(stage.people.ann)).status).toBe(403);
    await close(stage.channels.general, mia);
    expect((await ask(mia)).status).toBe(404);
    expect((await mood.ask('incidents/0/why', stage.people.owner)).status).toBe(404);
  });
});
