// "Translate" and "Rewrite…", as people use them, with a model that says what each test wants.
import { type APIMessage, ComponentType } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, userId } from '../../../src/ids.ts';
import { scriptedRoles, shippedRoles } from '../../llm/role/stage.ts';
import { GONE } from '../rights/told.ts';
import { openStage, type Stage } from '../stage.ts';
import { componentOf, menusOn } from './stage.ts';

const [TRANSLATE, REWRITE] = ['Translate', 'Rewrite…'];

let stage: Stage;
const says: string[] = [];
const model = scriptedRoles(says, undefined, shippedRoles);
const { judged, use, choose } = menusOn(() => stage);
beforeAll(async () => {
  stage = await openStage((context) => ({ ...context, roles: model.roles }));
});
afterAll(() => stage.close());
afterEach(() => {
  says.length = 0;
  model.asked.length = 0;
});

const post = (text: string) => judged(stage.people.ann, stage.channels.general, text);

/** The store has it as Ann's, with these words. */
const held = async ({ id, channel_id }: APIMessage, content: string) =>
  stage.store.intake.add([
    {
      id: messageId.parse(id),
      guildId: guildId.parse(stage.guild),
      channelId: channelId.parse(channel_id),
      authorId: userId.parse(stage.people.ann),
      createdAt: stage.clock.now(),
      content,
    },
  ]);

describe('Translate', () => {
  it('puts the message into the language of who asks, for them alone', async () => {
    says.push('游戏又闪退了');
    const answer = await use(stage.people.lin, TRANSLATE, await post('the game crashed again'));
    expect(answer.isEphemeral).toBe(true);
    expect(answer.embeds[0]?.description).toBe('```\n遊戲又閃退了\n```');
    expect(model.asked[0]?.conversation.system).toContain('翻译成中文');
  });

  it('leaves alone the words of others who take no part, and says nothing of it', async () => {
    const { people, store, guild } = stage;
    const message = await post('hola');
    await store.people.optOut(guildId.parse(guild), userId.parse(people.ann));
    for (const menu of [TRANSLATE, REWRITE]) {
      expect((await use(people.ben, menu, message)).content).toBe('I cannot do this with that message.');
    }
    says.push('hello');
    expect((await use(people.ann, TRANSLATE, message)).text).toContain('hello');
    await store.people.optIn(guildId.parse(guild), userId.parse(people.ann));
  });

  it('goes by the person behind a webhook, and leaves a webhook alone behind which nobody is known', async () => {
    const { people, store, guild, acting, channels } = stage;
    const proxied = await acting.postByWebhook({
      channelId: channels.general,
      name: 'Sunny',
      content: 'hola',
    });
    for (const menu of [TRANSLATE, REWRITE]) {
      expect((await use(people.ben, menu, proxied)).content).toBe('I cannot do this with that message.');
    }
    await held(proxied, 'hola');
    says.push('hello');
    expect((await use(people.ben, TRANSLATE, proxied)).text).toContain('hello');
    await store.people.optOut(guildId.parse(guild), userId.parse(people.ann));
    expect((await use(people.ben, TRANSLATE, proxied)).content).toBe('I cannot do this with that message.');
    await store.people.optIn(guildId.parse(guild), userId.parse(people.ann));
  });

  it('takes the question of a poll, what is forwarded, and what was heard', async () => {
    const { people, acting, channels } = stage;
    const files = [{ name: 'voice-message.ogg', contentType: 'audio/ogg', base64: btoa('noise') }];
    const answers = [{ poll_media: { text: 'Sí' } }, { poll_media: { text: 'No' } }];
    const original = await post('hola a todos');
    const forward = { channelId: original.channel_id, messageId: original.id };
    says.push('said', 'said', 'said');
    const asked = [
      await acting.post(people.ann, channels.general, '', { poll: { question: { text: '¿Té?' }, answers } }),
      await acting.post(people.ann, channels.general, '', { forward }),
      await acting.post(people.ann, channels.general, '', { voice: { seconds: 1 }, files }),
    ];
    await held(asked[2]!, 'lo que dijo');
    for (const message of asked) await use(people.ben, TRANSLATE, message);
    expect(model.asked.map(({ conversation }) => JSON.stringify(conversation))).toEqual([
      expect.stringContaining('¿Té?'),
      expect.stringContaining('hola a todos'),
      expect.stringContaining('lo que dijo'),
    ]);
  });

  it('says so where the message has no words or too many', async () => {
    expect((await use(stage.people.ben, TRANSLATE, await post('🎉'))).content).toContain('no words');
    expect((await use(stage.people.ben, TRANSLATE, await post('word '.repeat(200)))).content).toContain(
      'reads 800 at most',
    );
    expect(model.asked).toEqual([]);
  });
});

describe('Rewrite…', () => {
  it('offers the styles in the language of the reader, and writes in the one that is chosen, again and again', async () => {
    const question = await use(stage.people.lin, REWRITE, await post('fix this garbage now'));
    expect([question.isEphemeral, question.content]).toEqual([true, '要哪種風格？只有你看得到。']);
    expect(JSON.stringify(question.components)).toMatch(/文言文.*正式英文.*友善.*書面語/);
    const list = componentOf(question, ComponentType.StringSelect);
    says.push('Could you please fix this?', '请修一下。');
    const formal = await choose(stage.people.lin, question, list, 'style-formal');
    expect([formal.id, formal.embeds[0]?.description]).toEqual([
      question.id,
      '```\nCould you please fix this?\n```',
    ]);
    const friendly = await choose(
      stage.people.lin,
      question,
      componentOf(formal, ComponentType.StringSelect),
      'style-friendly',
    );
    expect(friendly.embeds[0]?.description).toBe('```\n請修一下。\n```');
  });

  it('says that the message is gone where it was deleted meanwhile', async () => {
    const { people, acting } = stage;
    const message = await post('some words');
    const question = await use(people.ben, REWRITE, message);
    await acting.remove(people.ann, message);
    const answer = await choose(
      people.ben,
      question,
      componentOf(question, ComponentType.StringSelect),
      'style-formal',
    );
    expect([answer.isEphemeral, answer.content]).toEqual([true, 'That message is gone.']);
  });

  it('reads no message of another channel, whatever id is forged, and knows no style that is none', async () => {
    const { people, channels, client } = stage;
    const secret = await judged(people.owner, channels.staff, 'the secret plan');
    const general = await client.channels.fetch(channels.general);
    if (!general?.isSendable()) throw new Error('cannot send');
    const customId = `rewrite:${secret.id}`;
    const options = ['style-formal', 'style-pirate'].map((value) => ({ label: value, value }));
    const list = { type: ComponentType.StringSelect, customId, options } as const;
    const sent = await general.send({
      content: 'forged',
      components: [{ type: ComponentType.ActionRow, components: [list] }],
    });
    const forged = { id: sent.id, channel_id: channels.general };
    says.push('secret');
    const gone = await stage.press(people.ben, forged, customId, ['style-formal']);
    expect([gone.isEphemeral, gone.content]).toEqual([true, 'That message is gone.']);
    expect((await stage.press(people.ben, forged, customId, ['style-pirate'])).content).toBe(GONE);
    expect(model.asked).toEqual([]);
  });
});
