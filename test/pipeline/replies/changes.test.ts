import { once } from 'node:events';
import { Events, type APIMessage } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId, messageId, userId } from '../../../src/ids.ts';
import { silentLog } from '../../../src/log.ts';
import { MINUTE } from '../../../src/mood/window.ts';
import { resumeReplies } from '../../../src/pipeline/unfinished.ts';
import { buttonsOf } from '../../support/buttons.ts';
import { openTalk, type Talk } from './talk.ts';

let talk: Talk;
let general: string;
let ann: string;
let ben: string;
beforeEach(async () => {
  talk = await openTalk();
  general = talk.channels.general;
  ({ ann, ben } = talk.people);
});
afterEach(() => talk.close());

const mention = () => `<@${talk.client.user.id}>`;
const keyOf = ({ id }: APIMessage) => `reply:${talk.guild}:${general}:${id}`;

/** The n-th answer that is asked for is given at once. */
async function give(n: number, words: string) {
  const given = await talk.assistant.nth(n);
  given.draft(words);
  given.end();
  return given;
}

async function answered(words: string, question?: APIMessage) {
  const asked = question ?? (await talk.ask(ann, general, 'what is new?'));
  await give(talk.assistant.given.length, words);
  const page = await talk.answerTo(asked);
  await talk.background.settled();
  return { question: asked, page };
}

const contents = async (question: APIMessage) => (await talk.answers(question)).map(({ content }) => content);

async function resume() {
  const { client, store } = talk;
  await resumeReplies(client, { claims: store.claims, replies: talk.replies(), log: silentLog });
}

/** A question of ten minutes ago, and the answer that stands. */
async function longAgo() {
  const at = new Date(talk.clock.now() - 10 * MINUTE).toISOString();
  const question = await talk.ask(ann, general, 'what is old?', { at });
  const posted = await (await talk.known(question)).reply('long ago');
  await talk.store.claims.take(keyOf(question), talk.clock.now() - 10 * MINUTE);
  await talk.store.claims.settle(keyOf(question), messageId.parse(posted.id));
  return question;
}

async function chatter() {
  for (let n = 0; n < 20; n += 1) await talk.acting.post(ben, general, `chatter ${n}`);
}

describe('a question that is changed', () => {
  it('while it is answered ends that answer, and is answered anew in the same message', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const first = await talk.assistant.nth(0);
    first.draft('Red is a colour');
    await talk.clock.advance(600);
    const page = await talk.answerTo(question);
    await talk.acting.edit(ann, question, `${mention()} what is blue?`);
    const second = await talk.assistant.nth(1);
    expect(first.signal.aborted).toBe(true);
    expect(second.question.text).toBe('what is blue?');
    second.draft('Blue is another.');
    second.end();
    const anew = await talk.until(page, ({ content }) => content === 'Blue is another.');
    expect(buttonsOf(anew)).toEqual([]);
    await talk.background.settled();
    expect(await contents(question)).toEqual(['Blue is another.']);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });

  it('after its answer is answered in the same messages, and those that are too many go', async () => {
    const { question, page } = await answered('a long line of words.\n'.repeat(120));
    expect(await talk.answers(question)).toHaveLength(2);
    await talk.acting.edit(ann, question, `${mention()} shorter, please`);
    await give(1, 'Short.');
    await talk.until(page, ({ content }) => content === 'Short.');
    await talk.background.settled();
    expect(await contents(question)).toEqual(['Short.']);
  });

  it('while it waits for its turn is answered once, in its newest words', async () => {
    const other = await talk.ask(ben, general, 'tell me a story');
    const story = await talk.assistant.nth(0);
    const question = await talk.ask(ann, general, 'what is red?');
    await talk.seen.next('typing');
    await talk.acting.edit(ann, question, `${mention()} what is blue?`);
    await talk.until(question, ({ content }) => content.includes('blue'));
    await talk.store.claims.take('a round trip of the store', 0);
    story.draft('The end.');
    story.end();
    const given = await give(1, 'Blue.');
    await talk.answerTo(other);
    await talk.answerTo(question);
    await talk.background.settled();
    expect(given.question.text).toBe('what is blue?');
    expect(talk.assistant.given).toHaveLength(2);
    expect(await contents(question)).toEqual(['Blue.']);
  });

  it('is answered anew once, though Discord tells of the change twice, or adds a preview', async () => {
    const { question, page } = await answered('old');
    await talk.acting.edit(ann, question, `${mention()} what else?`);
    await give(1, 'new');
    await talk.until(page, ({ content }) => content === 'new');
    await talk.background.settled();
    await talk.replies().edited(await talk.known(question));
    await talk.background.settled();
    expect(talk.assistant.given).toHaveLength(2);
  });

  it('so that it addresses the bot is answered', async () => {
    const question = await talk.acting.post(ann, general, 'what is new?');
    await talk.acting.edit(ann, question, `${mention()} what is new?`);
    await give(0, 'Nothing.');
    await talk.answerTo(question);
    await talk.background.settled();
    expect(await contents(question)).toEqual(['Nothing.']);
  });

  it('long ago is answered anew as long as its answer is among the last messages', async () => {
    const near = await longAgo();
    await talk.acting.edit(ann, near, `${mention()} what is new?`);
    await give(0, 'fresh');
    await talk.background.settled();
    expect(await contents(near)).toEqual(['fresh']);

    const far = await longAgo();
    await chatter();
    const heard = once(talk.client, Events.MessageUpdate);
    await talk.acting.edit(ann, far, `${mention()} what is newer?`);
    await heard;
    await talk.background.settled();
    expect(await contents(far)).toEqual(['long ago']);
    expect(talk.assistant.given).toHaveLength(1);
  });

  it('by somebody who opted out is answered anew, and not judged', async () => {
    await talk.store.people.optOut(guildId.parse(talk.guild), userId.parse(ann));
    const { question, page } = await answered('old');
    await talk.acting.edit(ann, question, `${mention()} what else?`);
    await give(1, 'new');
    await talk.until(page, ({ content }) => content === 'new');
    expect(talk.judged).toEqual([]);
  });

  it('in direct messages is answered anew', async () => {
    const channel = await talk.acting.dm(ann);
    const seen = await talk.acting.watch(ann);
    const question = await talk.acting.post(ann, channel, 'what is red?');
    await give(0, 'A colour.');
    const page = await seen.message(({ author }) => author.bot === true);
    await talk.background.settled();
    await talk.acting.edit(ann, question, 'what is blue?');
    await give(1, 'Another.');
    await seen.settled(({ id, content }) => id === page.id && content === 'Another.');
  });

  it('just before the program dies is answered anew once, in the same message', async () => {
    const { question, page } = await answered('old');
    await talk.restart(async () => {
      const heard = once(talk.client, Events.MessageUpdate);
      await talk.acting.edit(ann, question, `${mention()} what else?`);
      await heard;
      // The claim was written, and nothing more.
      await talk.store.claims.take(`${keyOf(question)}:${talk.clock.now()}`, talk.clock.now());
    });
    await resume();
    await give(1, 'new');
    await talk.until(page, ({ content }) => content === 'new');
    await talk.background.settled();
    await resume();
    expect(await contents(question)).toEqual(['new']);
    expect(talk.assistant.given).toHaveLength(2);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });

  it('whose first answer was never finished is answered once after a restart', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const first = await talk.assistant.nth(0);
    first.draft('Red is');
    await talk.clock.advance(600);
    const page = await talk.answerTo(question);
    await talk.restart(() =>
      talk.store.claims.take(`${keyOf(question)}:${talk.clock.now()}`, talk.clock.now()),
    );
    await resume();
    await give(1, 'Red is a colour.');
    await talk.until(page, ({ content }) => content === 'Red is a colour.');
    await talk.background.settled();
    expect(talk.assistant.given).toHaveLength(2);
    expect(await contents(question)).toEqual(['Red is a colour.']);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });
});

describe('a question that is deleted', () => {
  it('while it is answered ends the answer and takes it away', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const given = await talk.assistant.nth(0);
    given.draft('Red is a colour');
    await talk.clock.advance(600);
    const page = await talk.answerTo(question);
    await talk.acting.remove(ann, question);
    await talk.gone(page);
    expect(given.signal.aborted).toBe(true);
    await talk.background.settled();
    expect(await talk.answers(question)).toEqual([]);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });

  it('before the first words is never answered', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const given = await talk.assistant.nth(0);
    const ended = new Promise((resolve) => given.signal.addEventListener('abort', resolve));
    await talk.acting.remove(ann, question);
    await ended;
    given.draft('Red is a colour.');
    await talk.background.settled();
    expect(await talk.answers(question)).toEqual([]);
  });

  it('takes all pages of its answer with it, and nothing else', async () => {
    const { question } = await answered('a long line of words.\n'.repeat(120));
    const other = await talk.ask(ben, general, 'and what else?');
    await answered('Else.', other);
    const pages = await talk.answers(question);
    expect(pages).toHaveLength(2);
    await talk.acting.bulkDelete(general, [question.id, (await talk.acting.post(ben, general, 'x')).id]);
    await Promise.all(pages.map((page) => talk.gone(page)));
    await talk.background.settled();
    expect(await contents(other)).toEqual(['Else.']);
  });

  it('long ago takes its answer with it only as long as that is among the last messages', async () => {
    const near = await longAgo();
    await talk.acting.remove(ann, near);
    await talk.gone((await talk.answerTo(near))!);

    const far = await longAgo();
    await chatter();
    const heard = once(talk.client, Events.MessageDelete);
    await talk.acting.remove(ann, far);
    await heard;
    await talk.background.settled();
    expect(await contents(far)).toEqual(['long ago']);
  });

  it('while the program is away takes what stands of its answer with it', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const given = await talk.assistant.nth(0);
    given.draft('Red is');
    await talk.clock.advance(600);
    const page = await talk.answerTo(question);
    await talk.restart(async () => {
      const heard = once(talk.client, Events.MessageDelete);
      await talk.acting.remove(ann, question);
      await heard;
    });
    await resume();
    await talk.gone(page);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });
});
