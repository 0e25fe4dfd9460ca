// /role, as people use it, with a model that says what each test wants.
import { PermissionFlagsBits, OverwriteType } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { channelId, guildId, userId } from '../../src/ids.ts';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import type { Role } from '../../src/llm/role/role.ts';
import { roleOf, scriptedRoles, shippedRoles } from '../llm/role/stage.ts';
import { menusOn } from './menus/stage.ts';
import { REFUSED, UNSEEN } from './rights/told.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let held: readonly Role[] = shippedRoles();
const says: string[] = [];
const model = scriptedRoles(
  says,
  (text) => (text === 'N/A' ? [0, 0] : [2, 0]),
  () => held,
);
const { judged } = menusOn(() => stage);
beforeAll(async () => {
  stage = await openStage((context) => ({ ...context, roles: model.roles }));
});
afterAll(() => stage.close());
afterEach(() => {
  held = shippedRoles();
  says.length = 0;
  model.asked.length = 0;
});

const run = (who: string, options: Record<string, string | number>, where = stage.channels.general) =>
  stage.ask(who, where, 'role run', options);
/** A new channel in which people talked. */
async function talk(lines: readonly (readonly [who: 'ann' | 'ben' | 'lin', text: string])[]) {
  const { channels } = stage.client.guilds.cache.get(stage.guild)!;
  const { id } = await channels.create({ name: 'talk' });
  const posted = [];
  for (const [who, text] of lines) posted.push(await judged(stage.people[who], id, text));
  return { where: id, posted };
}
const LOGIN = [
  ['ann', 'login fails with error 503'],
  ['ben', 'the login fails again, error 503'],
  ['lin', 'my login fails, error 503 as well'],
  ['ann', 'my cat ate a sock'],
] as const;
const shown = () => model.asked.at(-1)?.conversation.turns.at(-1)?.text ?? '';

describe('/role list', () => {
  it('tells of every role in the words of the reader, to them alone', async () => {
    const { people, channels } = stage;
    const answer = await stage.ask(people.ann, channels.general, 'role list');
    expect(answer.isEphemeral).toBe(true);
    for (const { name, titles } of shippedRoles())
      expect(answer.text).toContain(`\`${name}\` **${titles.en}**`);
    expect((await stage.ask(people.lin, channels.general, 'role list')).text).toContain('**關鍵字**');
  });

  it('is what the suggestions choose from, in the language of who types', async () => {
    expect(await stage.complete(stage.people.ann, 'role run', 'role', 'KEYW')).toEqual([
      { name: 'Keywords – The words that a text is about', value: 'keywords' },
    ]);
    held = [];
    expect(await stage.complete(stage.people.ann, 'role run', 'role', '')).toEqual([]);
    expect((await stage.ask(stage.people.ann, stage.channels.general, 'role list')).text).toContain(
      'no role for this',
    );
  });
});

describe('/role run on a text', () => {
  it('gives a list whose words all stand in the text, to who asks alone', async () => {
    says.push('router, password, microwave');
    const answer = await run(stage.people.ann, {
      role: 'keywords',
      text: 'My router drops near the microwave',
    });
    expect(answer.isEphemeral).toBe(true);
    expect(answer.embeds[0]?.description).toBe('- router\n- microwave');
    expect(answer.embeds[0]?.footer?.text).toContain('it may be wrong');
  });

  it('finds a role by what it is called in any language', async () => {
    says.push('router');
    expect((await run(stage.people.lin, { role: '關鍵字', text: 'router' })).embeds[0]?.title).toBe('關鍵字');
    expect((await run(stage.people.ann, { role: 'poem', text: 'x' })).content).toContain(
      'There is no role `poem`',
    );
  });

  it('names a label in the words of the reader, and how sure it is', async () => {
    held = [roleOf('tone', { answers: 'labels', labels: 'warm, cold', 'labels-zh-TW': '溫暖, 冷淡' })];
    const { text } = await run(stage.people.lin, { role: 'tone', text: 'hi there' });
    expect(text).toContain('溫暖');
    expect(text).toContain('把握 88%');
  });

  it('shows what the model wrote as a block in which nothing works', async () => {
    says.push('@everyone ```now``` [click](https://evil.example) <@1>');
    const { embeds } = await run(stage.people.ann, { role: 'translate', text: '大家好' });
    expect(embeds[0]?.description).toMatch(/^```\n[^`]*\n```$/);
  });

  it.each([
    [
      'is too long',
      { role: 'translate', text: 'word '.repeat(300) },
      'has 1,499 characters, and this role reads 800',
    ],
    ['has no words', { role: 'translate', text: '…' }, 'no words in it'],
    ['is missing', { role: 'translate' }, 'This role reads one text'],
    ['is given beside a time', { role: 'translate', text: 'hi', hours: 2 }, 'This role reads one text'],
    ['is given to a role that reads messages', { role: 'summary', text: 'hi' }, 'This role reads messages'],
  ])('says so where the text %s', async (_what, options, told) => {
    const answer = await run(stage.people.ann, options);
    expect([answer.isEphemeral, answer.content]).toEqual([true, expect.stringContaining(told)]);
    expect(model.asked).toEqual([]);
  });

  it('says so where the model gave nothing that can be used', async () => {
    says.push('');
    expect((await run(stage.people.ann, { role: 'translate', text: 'hola' })).content).toContain(
      'no answer for Translate',
    );
  });

  it('asks people to wait where too many do', async () => {
    let go = () => {};
    const gone = new Promise<void>((resolve) => (go = resolve));
    const waiting = Promise.all(
      Array.from({ length: 5 }, async () => stage.context.turns.enter(stage.guild, () => gone)),
    );
    expect((await run(stage.people.ann, { role: 'translate', text: 'hola' })).content).toContain('try again');
    go();
    await waiting;
  });
});

describe('/role run on messages', () => {
  it('says only what the messages of a topic bear out, beside links to them', async () => {
    const { where, posted } = await talk(LOGIN);
    says.push('People say that the login fails with error 503.');
    const { embeds, isEphemeral } = await run(stage.people.ben, { role: 'summary', period: 'day' }, where);
    expect(isEphemeral).toBe(true);
    expect(embeds[0]?.description).toContain('People say that the login fails with error 503.');
    expect(embeds[0]?.description).toContain(`/${where}/${posted[1]?.id})`);
    expect(embeds[0]?.footer?.text).toContain('3 of 4 messages read');
    expect(shown()).not.toContain('sock');
    says[0] = 'The admins read your passwords.';
    expect(
      (await run(stage.people.ben, { role: 'summary', hours: 2 }, where)).embeds[0]?.description,
    ).toContain('Nothing that I could say holds');
  });

  it('links the message that an answer points at, and drops a reason that is made up', async () => {
    const { where, posted } = await talk(LOGIN);
    says.push('{"message": 4, "why": "cat and sock, not login"}');
    const { embeds } = await run(stage.people.ben, { role: 'unusual', messages: 10 }, where);
    expect(embeds[0]?.description).toContain(`**message** \`my cat ate a sock\` [`);
    expect(embeds[0]?.description).toContain(`/${posted[3]?.id})`);
    expect(embeds[0]?.description).toContain('**why** `cat and sock, not login`');
    says[0] = '{"message": 4, "why": "a spy of the enemy"}';
    expect((await run(stage.people.ben, { role: 'unusual', messages: 10 }, where)).text).not.toContain('spy');
  });

  it('reads as many as were asked for, the newest, and nothing of people who opted out', async () => {
    const { where } = await talk(LOGIN);
    held = [roleOf('last', { reads: 'conversation', ask: 'What?' })];
    says.push('something');
    await run(stage.people.ben, { role: 'last', messages: 3 }, where);
    expect(shown().split('\n')).toHaveLength(4);
    await stage.store.people.optOut(guildId.parse(stage.guild), userId.parse(stage.people.lin));
    await run(stage.people.ben, { role: 'last' }, where);
    expect(shown()).not.toContain('as well');
    await stage.store.people.optIn(guildId.parse(stage.guild), userId.parse(stage.people.lin));
    expect((await run(stage.people.ben, { role: 'last', hours: 2 }, where)).content).toContain('not a time');
  });

  it('asks nothing of the model where nobody wrote', async () => {
    const { where } = await talk([]);
    expect((await run(stage.people.ben, { role: 'summary' }, where)).embeds[0]?.description).toContain(
      'There is nothing to read',
    );
    expect(model.asked).toEqual([]);
  });

  it('reads no channel that the person may not see, or whose history they may not read, or that is not watched', async () => {
    const { people, channels, acting, client, guild, store } = stage;
    expect((await run(people.ann, { role: 'summary', channel: channels.staff })).content).toBe(UNSEEN);
    const { where } = await talk(LOGIN);
    await acting.setBotPermissions(guild, INVITE_PERMISSIONS | PermissionFlagsBits.ManageRoles);
    const channel = await client.channels.fetch(where);
    if (!channel || !('permissionOverwrites' in channel)) throw new Error('no channel');
    await channel.permissionOverwrites.edit(
      people.ann,
      { ReadMessageHistory: false },
      { type: OverwriteType.Member },
    );
    expect((await run(people.ann, { role: 'summary', channel: where })).content).toMatch(REFUSED);
    const id = guildId.parse(guild);
    await store.settings.update(id, (one) => ({
      ...one,
      watch: { ...one.watch, exclude: [channelId.parse(where)] },
    }));
    expect((await run(people.ben, { role: 'summary', channel: where })).content).toContain('is not watched');
    expect(model.asked).toEqual([]);
  });
});
