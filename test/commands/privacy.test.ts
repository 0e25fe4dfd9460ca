import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guildId, userId } from '../../src/ids.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { people, channels } = stage;
  for (const minute of [1, 2, 3]) await stage.tell(channels.general, people.ann, 'positive', minute);
  await stage.tell(channels.general, people.ben, 'negative', 4);
});
afterAll(() => stage.close());

const ask = (who: string, subcommand: string) =>
  stage.ask(who, stage.channels.general, `privacy ${subcommand}`);
const countOf = async (who: string) =>
  (await stage.store.people.messagesOf(guildId.parse(stage.guild), userId.parse(who))).length;

describe('/privacy', () => {
  it('says what is read, how long it is kept and how much is held of oneself', async () => {
    const { text, isEphemeral } = await ask(stage.people.ann, 'show');
    expect(isEphemeral).toBe(true);
    expect(text).toContain('the text for 30 days');
    expect(text).toContain('for 730 days');
    expect(text).toContain('Stored about you: 3 messages.');
    expect((await ask(stage.people.lin, 'show')).text).toContain('儲存了你的 0 則訊息');
  });

  it('says whether one is told of alerts in private, and what ends it', async () => {
    const { store, guild, people } = stage;
    expect((await ask(people.owner, 'show')).text).not.toContain('direct messages');
    const wish = { userId: userId.parse(people.owner), locale: 'en' } as const;
    await store.settings.update(guildId.parse(guild), (one) => ({ ...one, toldInPrivate: [wish] }));
    expect((await ask(people.owner, 'show')).text).toMatch(
      /told of alerts in direct messages: .*alerts private/,
    );
  });

  it('hands over everything held of oneself, and nothing of others', async () => {
    const answer = await ask(stage.people.ann, 'export');
    expect(answer.isEphemeral).toBe(true);
    const [file] = answer.attachments;
    const copy = (await (await fetch(file!.url)).json()) as {
      messages: { authorId: string; content: string }[];
    };
    expect(copy.messages.map(({ content }) => content)).toEqual(Array(3).fill('positive words'));
    expect(new Set(copy.messages.map(({ authorId }) => authorId))).toEqual(new Set([stage.people.ann]));
  });

  it('deletes only once it is confirmed', async () => {
    const { ann, ben } = stage.people;
    const question = await ask(ann, 'delete');
    expect(question.content).toContain('Delete all 3 messages');
    expect(await countOf(ann)).toBe(3);
    const done = await stage.press(ann, question, `privacy-delete:${ann}`);
    expect(done.content).toContain('Deleted: 3 messages');
    expect(done.components).toEqual([]);
    expect(await countOf(ann)).toBe(0);
    expect(await countOf(ben)).toBe(1);
    expect((await ask(ann, 'delete')).content).toContain('Nothing is stored about you');
  });

  it('opts out once it is confirmed, which deletes what is held and stores no more, and opts in again', async () => {
    const { ann, ben } = stage.people;
    const { general } = stage.channels;
    const question = await ask(ben, 'opt-out');
    expect(question.content).toContain('Opt out and delete the 1 message');
    expect(await countOf(ben)).toBe(1);
    const button = `privacy-opt-out:${ben}`;
    expect(JSON.stringify(question.components)).toContain(button);
    const out = await stage.press(ben, question, button);
    expect(out.content).toContain('1 message deleted');
    expect(out.components).toEqual([]);
    expect((await ask(ben, 'opt-out')).content).toContain('You have opted out');
    const nothingHeld = await ask(ann, 'opt-out');
    expect(nothingHeld.content).toContain('You are out');
    expect(nothingHeld.components).toEqual([]);
    await ask(ann, 'opt-in');
    await stage.tell(general, ben, 'negative', 5);
    expect(await countOf(ben)).toBe(0);
    expect((await ask(ben, 'show')).text).toContain('You have opted out');
    expect((await stage.ask(ben, general, 'mood me')).content).toContain('You have opted out');
    expect((await ask(ben, 'opt-in')).content).toContain('You have opted in');
    await stage.tell(general, ben, 'negative', 6);
    expect(await countOf(ben)).toBe(1);
  });

  it('is seen by nobody else', async () => {
    const { people, channels } = stage;
    expect(await stage.sees(people.mod, channels.general)).toEqual([]);
  });
});
