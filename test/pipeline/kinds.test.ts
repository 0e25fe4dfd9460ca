// What Discord sends besides words: what is stored of it, and how it counts.
import { Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId, userId } from '../../src/ids.ts';
import { startJudging } from '../../src/pipeline/judging.ts';
import { withoutPolls } from '../../src/pipeline/polls.ts';
import { spoken } from '../support/speechServer.ts';
import { paperJudge } from './paper.ts';
import { openReadingStage, type ReadingStage } from './reading.ts';

let stage: ReadingStage;
beforeEach(async () => {
  stage = await openReadingStage();
});
afterEach(() => stage.close());

const say = (words: string, seconds = 3) =>
  stage.post('', {
    voice: { seconds },
    files: [{ name: 'voice-message.ogg', contentType: 'audio/ogg', base64: spoken(words) }],
  });
const counts = () => stage.intake().voices.counts(guildId.parse(stage.guild));

describe('words of others', () => {
  it('in a forward are not stored as those of who forwards them', async () => {
    const original = await stage.post('I hate this update', {}, stage.people.ben);
    const forward = await stage.post('', {
      forward: { channelId: original.channel_id, messageId: original.id },
    });
    await stage.settled();
    expect(await stage.held(original)).toMatchObject({
      content: 'I hate this update',
      authorId: stage.people.ben,
    });
    expect(await stage.held(forward)).toBeNull();
  });

  it('in an attached text are not stored, beside words or alone', async () => {
    const files = [{ name: 'log.txt', contentType: 'text/plain', base64: btoa('terrible, all of it') }];
    const [alone, beside] = [await stage.post('', { files }), await stage.post('my log', { files })];
    await stage.settled();
    expect(await stage.held(alone)).toBeNull();
    expect(await stage.held(beside)).toMatchObject({ content: 'my log' });
  });

  it('on a sticker are not stored, beside words or alone', async () => {
    const [alone, beside] = [
      await stage.post('', { stickers: ['Furious'] }),
      await stage.post('hm', { stickers: ['Furious'] }),
    ];
    await stage.settled();
    expect(await stage.held(alone)).toBeNull();
    expect(await stage.held(beside)).toMatchObject({ content: 'hm' });
  });
});

describe('a poll', () => {
  it('is stored with its question and counts as neutral, whatever the model would say of it', async () => {
    const answers = [{ poll_media: { text: 'I hate it' } }];
    const poll = await stage.post('', { poll: { question: { text: 'Do you hate the update?' }, answers } });
    const typed = await stage.post('📊 I hate the update');
    await stage.settled();
    expect(await stage.held(poll)).toMatchObject({
      content: '📊 Do you hate the update?',
      status: 'pending',
    });
    expect(await stage.held(typed)).toMatchObject({ content: 'I hate the update' });
    const read: string[] = [];
    const judging = startJudging({
      queue: stage.store.queue,
      judge: withoutPolls(paperJudge((texts) => void read.push(...texts))),
      ...{ clock: stage.clock, log: stage.log, batchSize: 8 },
      onJudged: () => Promise.resolve(),
      onUnseen: () => undefined,
    });
    await judging.caughtUp(new AbortController().signal);
    await judging.stop();
    expect(read).not.toContain('📊 Do you hate the update?');
    expect(read).toContain('I hate the update');
    expect((await stage.held(poll))?.verdict).toMatchObject({ label: 'neutral', uncertain: false });
  });
});

describe('a voice message', () => {
  it('is stored with what is said in it, and the server is told the language', async () => {
    const message = await say('I love this place');
    await stage.settled();
    expect(await stage.held(message)).toMatchObject({
      content: 'I love this place',
      authorId: stage.people.ann,
    });
    expect(stage.speech.heard.map(({ language }) => language)).toEqual(['zh']);
    expect(counts()).toEqual({ heard: 1, unheard: 0 });
    expect(stage.log.said.join()).not.toContain('I love this place');
  });

  it('is counted as unread where no server transcribes, where it is too long, and where the server fails', async () => {
    const [long, broken] = [
      await say('a speech', 121),
      await stage.post('', {
        voice: { seconds: 1 },
        files: [{ name: 'voice-message.ogg', contentType: 'audio/ogg', base64: btoa('noise') }],
      }),
    ];
    await stage.settled();
    expect(counts()).toEqual({ heard: 0, unheard: 2 });
    await stage.restart({ isDeaf: true });
    const alone = await say('nobody hears');
    await stage.settled();
    expect(counts()).toEqual({ heard: 0, unheard: 1 });
    for (const message of [long, broken, alone]) expect(await stage.held(message)).toBeNull();
    expect(stage.speech.heard).toEqual([]);
  });

  it('of a person who opted out, or said to the bot, is not sent to the server', async () => {
    await stage.store.people.optOut(guildId.parse(stage.guild), userId.parse(stage.people.ann));
    await say('mine alone');
    const change = { chatChannelId: channelId.parse(stage.channels.offtopic) };
    await stage.store.settings.update(guildId.parse(stage.guild), (same) => ({ ...same, ...change }));
    const sound = { name: 'voice-message.ogg', contentType: 'audio/ogg', base64: spoken('hello bot') };
    const said = { voice: { seconds: 1 }, files: [sound] };
    await stage.acting.post(stage.people.ben, stage.channels.offtopic, '', said);
    await stage.settled();
    expect(stage.speech.heard).toEqual([]);
    expect(counts()).toEqual({ heard: 0, unheard: 0 });
  });

  it('that is deleted while it is heard leaves nothing behind', async () => {
    let answer = () => {};
    stage.speech.hold(new Promise<void>((resolve) => (answer = resolve)));
    const message = await say('forget it');
    while (stage.speech.heard.length === 0) await new Promise(setImmediate);
    const deleted = new Promise((resolve) => stage.client.once(Events.MessageDelete, resolve));
    await stage.acting.remove(stage.people.ann, message);
    await deleted;
    answer();
    await stage.settled();
    expect(await stage.held(message)).toBeNull();
    expect(await stage.store.claims.unsettled()).toEqual([]);
  });

  it('that is deleted before it is taken up leaves nothing behind', async () => {
    stage.intake().hold('reading back');
    const message = await say('forget it');
    const deleted = new Promise((resolve) => stage.client.once(Events.MessageDelete, resolve));
    await stage.acting.remove(stage.people.ann, message);
    await deleted;
    stage.intake().open('reading back');
    await stage.settled();
    expect(await stage.held(message)).toBeNull();
    expect(counts()).toEqual({ heard: 0, unheard: 0 });
  });

  /** One of Ben is being heard, and one of Ann waits behind it. */
  async function annWaits() {
    let answer = () => {};
    stage.speech.hold(new Promise<void>((resolve) => (answer = resolve)));
    const sound = { name: 'voice-message.ogg', contentType: 'audio/ogg', base64: spoken('the first') };
    await stage.post('', { voice: { seconds: 1 }, files: [sound] }, stage.people.ben);
    while (stage.speech.heard.length === 0) await new Promise(setImmediate);
    const waiting = await say('mine alone');
    while ((await stage.store.claims.unsettled()).length < 2) await new Promise(setImmediate);
    return { waiting, answer };
  }

  it('of a person who opts out while it waits is not sent to the server', async () => {
    const { waiting, answer } = await annWaits();
    await stage.store.people.optOut(guildId.parse(stage.guild), userId.parse(stage.people.ann));
    answer();
    await stage.settled();
    expect(stage.speech.heard).toHaveLength(1);
    expect(await stage.held(waiting)).toBeNull();
    expect(await stage.store.claims.unsettled()).toEqual([]);
    expect(counts()).toEqual({ heard: 1, unheard: 0 });
  });

  it('of a person who has everything deleted while it waits is not sent and not stored', async () => {
    const { waiting, answer } = await annWaits();
    stage.intake().voices.dropPerson(guildId.parse(stage.guild), userId.parse(stage.people.ann));
    answer();
    await stage.settled();
    expect(stage.speech.heard).toHaveLength(1);
    expect(await stage.held(waiting)).toBeNull();
  });

  it('that the end of the program cut short is heard after the next start, once', async () => {
    stage.speech.hold(new Promise(() => undefined));
    const message = await say('still here');
    while (stage.speech.heard.length === 0) await new Promise(setImmediate);
    stage.speech.hold(Promise.resolve());
    await stage.restart();
    await stage.intake().voices.resume(stage.client);
    await stage.intake().voices.resume(stage.client);
    await stage.settled();
    expect(await stage.held(message)).toMatchObject({ content: 'still here' });
    expect(stage.speech.heard).toHaveLength(2);
  });
});
