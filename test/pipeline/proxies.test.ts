// Proxies such as PluralKit: a webhook's message that stands for a person's, from the gateway to the store.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId, userId } from '../../src/ids.ts';
import { openReadingStage, type ReadingStage } from './reading.ts';

let stage: ReadingStage;
beforeEach(async () => {
  stage = await openReadingStage();
});
afterEach(() => stage.close());

const copy = (content: string, channelId = stage.channels.general) =>
  stage.acting.postByWebhook({ channelId, name: 'Sunny', content });

describe('a proxy', () => {
  it('counts once, as a message of the person behind it, and what it replaced does not', async () => {
    const original = await stage.post('S: what a day', {});
    const proxied = await copy('what a day');
    await stage.settled();
    expect([await stage.held(original), await stage.held(proxied)]).toMatchObject([
      { content: 'S: what a day' },
      null,
    ]);
    await stage.acting.remove(stage.people.ann, original);
    await stage.settled();
    expect(await stage.held(original)).toBeNull();
    expect(await stage.held(proxied)).toMatchObject({ content: 'what a day', authorId: stage.people.ann });
  });

  it('that deletes before it speaks counts too', async () => {
    const original = await stage.post('[hello there]');
    await stage.acting.remove(stage.people.ann, original);
    await stage.settled();
    const proxied = await copy('hello there');
    await stage.settled();
    expect(await stage.held(proxied)).toMatchObject({ content: 'hello there', authorId: stage.people.ann });
  });

  it('of a person who says the same twice counts twice', async () => {
    const originals = [await stage.post('S: hi'), await stage.post('S: hi')];
    const copies = [await copy('hi'), await copy('hi')];
    for (const one of originals) await stage.acting.remove(stage.people.ann, one);
    await stage.settled();
    for (const one of copies) expect(await stage.held(one)).toMatchObject({ content: 'hi' });
  });

  it('that goes in the same deletion as its original is not stored again', async () => {
    const original = await stage.post('S: what a day');
    const proxied = await copy('what a day');
    await stage.settled();
    await stage.intake().removed(stage.channels.general, [original.id, proxied.id]);
    expect([await stage.held(original), await stage.held(proxied)]).toEqual([null, null]);
  });

  it('stands for one message, and a message has one', async () => {
    const original = await stage.post('S: what a day');
    const [first, second] = [await copy('what a day'), await copy('what a day')];
    await stage.acting.remove(stage.people.ann, original);
    await stage.settled();
    expect(await stage.held(first)).toMatchObject({ authorId: stage.people.ann });
    expect(await stage.held(second)).toBeNull();
    const third = await copy('what a day');
    await stage.settled();
    expect(await stage.held(third)).toBeNull();
  });

  it.each([
    ['S: hi', 'hi'],
    ['hi -s', 'hi'],
    ['{{hi}}', 'hi'],
    ['I am the one who says hi', null],
    ['hi is all that I said to them', null],
  ])('leaves out what names it, and little else: %s', async (words, said) => {
    const original = await stage.post(words);
    const proxied = await copy('hi');
    await stage.acting.remove(stage.people.ann, original);
    await stage.settled();
    expect((await stage.held(proxied))?.content ?? null).toBe(said);
  });

  it('of a person who opted out is not stored', async () => {
    await stage.store.people.optOut(guildId.parse(stage.guild), userId.parse(stage.people.ann));
    const original = await stage.post('S: private');
    const proxied = await copy('private');
    await stage.acting.remove(stage.people.ann, original);
    await stage.settled();
    expect(await stage.held(proxied)).toBeNull();
  });

  it('is none where nothing was deleted, where the words differ, and in another channel', async () => {
    const original = await stage.post('S: what a day');
    const [other, elsewhere] = [
      await copy('a log: what a day'),
      await copy('what a day', stage.channels.offtopic),
    ];
    await stage.settled();
    await stage.acting.remove(stage.people.ann, original);
    await stage.settled();
    expect([await stage.held(other), await stage.held(elsewhere)]).toEqual([null, null]);
  });
});
