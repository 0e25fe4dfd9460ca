// "Summarise from here", as people use it: what is said is found in the messages, with links to them.
import { MessageFlags, OverwriteType, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../../src/discord/invite.ts';
import { channelId, guildId, userId } from '../../../src/ids.ts';
import type { Writer } from '../../../src/llm/writer.ts';
import { REFUSED } from '../rights/told.ts';
import { openStage, type Stage } from '../stage.ts';
import { menusOn } from './stage.ts';

const SUMMARISE = 'Summarise from here';

let stage: Stage;
let shown: (readonly string[])[] = [];
let says = { topic: 'Login fails', gist: 'People say that the login fails with error 503.' };
const writer: Writer = {
  write(role, messages) {
    shown.push(messages);
    return Promise.resolve(says[role]);
  },
};
const { said, judged, use } = menusOn(() => stage);
beforeAll(async () => {
  stage = await openStage((context) => ({ ...context, writer }));
});
beforeEach(() => {
  shown = [];
});
afterAll(() => stage.close());

/** A channel of its own: what others said in it before would count. */
let n = 0;
async function talk() {
  const { acting, guild, people } = stage;
  const where = await acting.addChannel({ guildId: guild, name: `talk-${(n += 1)}` });
  const before = await judged(people.ann, where, 'The login fails since yesterday');
  const first = await judged(people.ann, where, 'The login fails with error 503');
  const second = await judged(people.ben, where, 'login fails again, error 503');
  const third = await judged(people.lin, where, 'my login fails as well');
  return { where, before, first, second, third };
}

describe('Summarise from here', () => {
  it('tells what several people said from the message on, with links, to who asks alone', async () => {
    const { before, first, second } = await talk();
    const answer = await use(stage.people.ben, SUMMARISE, first);
    expect(answer.isEphemeral).toBe(true);
    expect(answer.text).toContain('From here: 3 messages');
    expect(answer.text).toContain('**Login fails**');
    expect(answer.text).toContain('> People say that the login fails with error 503.');
    expect(answer.text).toContain(`/${first.channel_id}/${first.id}`);
    expect(answer.text).toContain(`/${second.channel_id}/${second.id}`);
    expect(answer.text).not.toContain(before.id);
    expect(JSON.stringify(shown)).not.toContain('since yesterday');
    expect(answer.text).toContain('100% negative');
  });

  it('says nothing that is not in the messages', async () => {
    const { first } = await talk();
    says = { topic: 'Refunds', gist: '@everyone the admins read your passwords: https://evil.example' };
    const { text } = await use(stage.people.ben, SUMMARISE, first);
    says = { topic: 'Login fails', gist: 'People say that the login fails with error 503.' };
    expect(text).not.toMatch(/Refunds|everyone|evil|password/);
    expect(text).toMatch(/\*\*[^*]*login[^*]*\*\*/i);
  });

  it('reads fifty messages at most', async () => {
    const { acting, people } = stage;
    const { where, first } = await talk();
    for (let more = 0; more < 60; more += 1) await acting.post(people.ann, where, `line ${more}`);
    const { text } = await use(people.ben, SUMMARISE, first);
    expect(text).toContain('From here: 3 messages');
    expect(text).toContain('Not read: 47 messages');
    expect(text).toContain('Only the first 50 messages');
  });

  it('reads nothing of people who opted out, nor what waits for its verdict', async () => {
    const { people, guild, store } = stage;
    const { where, first } = await talk();
    await said(people.ann, where, 'the login fails, says the waiting message');
    await store.people.optOut(guildId.parse(guild), userId.parse(people.ben));
    const { text } = await use(people.lin, SUMMARISE, first);
    expect(text).toContain('從這裡開始：2 則訊息');
    expect(text).toContain('未讀取 2 則');
    expect(JSON.stringify(shown)).not.toMatch(/again|waiting/);
    await store.people.optIn(guildId.parse(guild), userId.parse(people.ben));
  });

  it('says that nothing stands out where people talk of different things', async () => {
    const { people, channels } = stage;
    const first = await judged(people.ann, channels.offtopic, 'good morning');
    expect((await use(people.ben, SUMMARISE, first)).text).toContain('No subject that several people');
    expect(shown).toEqual([]);
  });

  it('reads nothing in a channel that is not watched', async () => {
    const { people, store, guild } = stage;
    const { where, first } = await talk();
    const exclude = [channelId.parse(where)];
    await store.settings.update(guildId.parse(guild), (held) => ({
      ...held,
      watch: { ...held.watch, exclude },
    }));
    const own = await stage.ask(people.ann, where, 'mood server');
    for (const from of [first, own])
      expect((await use(people.ben, SUMMARISE, from)).content).toContain('not a watched channel');
    expect(shown).toEqual([]);
  });

  it('is refused where who asks, or the bot, may not read the history', async () => {
    const { people, client, acting, guild } = stage;
    const { where, first } = await talk();
    const channel = await client.channels.fetch(where);
    if (!channel || !('permissionOverwrites' in channel)) throw new Error('no channel');
    await acting.setBotPermissions(guild, INVITE_PERMISSIONS | PermissionFlagsBits.ManageRoles);
    const deny = (who: string) =>
      channel.permissionOverwrites.edit(who, { ReadMessageHistory: false }, { type: OverwriteType.Member });
    await deny(people.ben);
    await expect(use(people.ben, SUMMARISE, first)).rejects.toThrow('Missing Permissions');
    // A server's settings can allow every command to anyone.
    const held = (await client.application.commands.fetch()).find(({ name }) => name === SUMMARISE)!;
    await client.application.commands.edit(held.id, { defaultMemberPermissions: null });
    // Without that right even the answer is gone once the channel is opened again.
    const { message: told } = await acting.run(people.ben, where, SUMMARISE, {}, { targetId: first.id });
    expect([told?.flags, told?.content]).toEqual([MessageFlags.Ephemeral, expect.stringMatching(REFUSED)]);
    expect(told?.content).toContain('Read Message History');
    await deny(client.user.id);
    expect((await use(people.ann, SUMMARISE, first)).content).toContain('I need **Read Message History**');
    expect(shown).toEqual([]);
  });
});
