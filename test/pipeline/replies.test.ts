import { once } from 'node:events';
import { DiscordAPIError, Events, HTTPError, type Message } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Judge } from '../../src/llm/judge.ts';
import { silentLog } from '../../src/log.ts';
import { DEAF } from '../../src/pipeline/hearing.ts';
import { createReplies, type Replies } from '../../src/pipeline/replies.ts';
import { isAnswerable, type Answerable } from '../../src/pipeline/replyTarget.ts';
import { resumeReplies } from '../../src/pipeline/unfinished.ts';
import type { ClaimStore } from '../../src/store/store.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { answerOf } from './answerOf.ts';

let stage: Stage;
let stopping: AbortController;
let answers: number;

beforeEach(async () => {
  stage = await openStage();
  stopping = new AbortController();
  answers = 0;
});
afterEach(() => stage.close());

const unread: Judge = {
  calibration: () => null,
  version: () => 'paper',
  stats: () => ({ read: 0, hits: 0 }),
  judge: () => Promise.resolve([]),
};

function repliesWith(change: Partial<ClaimStore> = {}): Replies {
  const { claims } = stage.store;
  const bound: ClaimStore = {
    take: (key, now) => claims.take(key, now),
    settle: (key, id) => claims.settle(key, id),
    get: (key) => claims.get(key),
    unsettled: () => claims.unsettled(),
    prune: (before) => claims.prune(before),
    ...change,
  };
  return createReplies({
    store: { ...stage.store, claims: bound },
    assistant: {
      answer() {
        answers += 1;
        return answerOf(() => Promise.resolve(`answer ${answers}`));
      },
    },
    judge: unread,
    readFile: () => Promise.reject(new Error('no file was sent')),
    hearing: DEAF,
    clock: stage.clock,
    log: silentLog,
    background: stage.background,
    signal: stopping.signal,
  });
}

/** Asks the bot; resolves with the question as the bot's client has it. */
async function ask(): Promise<Answerable> {
  const known = new Promise<Message>((resolve) => stage.client.once(Events.MessageCreate, resolve));
  await stage.acting.post(
    stage.people.ann,
    stage.channels.general,
    `<@${stage.client.user.id}> how are you?`,
  );
  const message = await known;
  if (!isAnswerable(message)) throw new Error('not answerable');
  return message;
}

async function answered(): Promise<string[]> {
  await stage.background.settled();
  const lines = await stage.sees(stage.people.ann, stage.channels.general);
  return lines.filter(({ author }) => author.id === stage.client.user.id).map(({ content }) => content);
}

const keyOf = (message: Answerable) => `reply:${message.guildId}:${message.channelId}:${message.id}`;

describe('a question whose claim an earlier run left open', () => {
  it('is answered once, though it is read back while open claims are taken up', async () => {
    const question = await ask();
    await stage.store.claims.take(keyOf(question), stage.clock.now());
    let letGo = () => {};
    const resumed = new Promise<void>((resolve) => (letGo = resolve));
    const replies = repliesWith({
      take: async (key, now) => {
        await resumed;
        return await stage.store.claims.take(key, now);
      },
    });
    const considering = replies.consider(question);
    await new Promise(setImmediate);
    await replies.resume(keyOf(question), question);
    letGo();
    await considering;
    expect(await answered()).toEqual(['answer 1']);
    expect(await stage.store.claims.unsettled()).toEqual([]);
  });

  it('is left alone where it was answered since the open claims were read', async () => {
    const question = await ask();
    const replies = repliesWith();
    await replies.consider(question);
    expect(await answered()).toEqual(['answer 1']);
    await replies.resume(keyOf(question), question);
    expect(await answered()).toEqual(['answer 1']);
  });

  it('is settled without an answer where the question is gone', async () => {
    const question = await ask();
    await stage.store.claims.take(keyOf(question), stage.clock.now());
    const gone = once(stage.client, Events.MessageDelete);
    await stage.acting.remove(stage.people.ann, { id: question.id, channel_id: question.channelId });
    await gone;
    await resume();
    expect(await answered()).toEqual([]);
    expect(await stage.store.claims.unsettled()).toEqual([]);
  });

  it('stays open while Discord does not say whether the question is there', async () => {
    const question = await ask();
    await stage.store.claims.take(keyOf(question), stage.clock.now());
    const away = new HTTPError(502, 'Bad Gateway', 'GET', '/channels', {});
    vi.spyOn(stage.client.channels, 'fetch').mockRejectedValueOnce(away);
    await resume();
    expect(await answered()).toEqual([]);
    await resume();
    expect(await answered()).toEqual(['answer 1']);
  });

  const resume = () =>
    resumeReplies(stage.client, { claims: stage.store.claims, replies: repliesWith(), log: silentLog });
});

describe('a question that is not answered', () => {
  const away = () => new HTTPError(502, 'Bad Gateway', 'POST', '/channels', {});

  it('is settled though the refusal could not be said, or it would be answered in full later', async () => {
    const replies = repliesWith();
    await replies.consider(await ask());
    const tooSoon = await ask();
    vi.spyOn(tooSoon, 'reply').mockRejectedValue(away());
    await replies.consider(tooSoon);
    await replies.consider(await ask());
    await stage.clock.advance(3000);
    expect(await answered()).toEqual(['answer 1', 'answer 2']);
    expect(await stage.store.claims.unsettled()).toEqual([]);
  });

  it('is settled where Discord refuses even the apology', async () => {
    const question = await ask();
    const refused = { code: 50_013, message: 'Missing Permissions' };
    vi.spyOn(question, 'reply')
      .mockRejectedValueOnce(away())
      .mockRejectedValue(new DiscordAPIError(refused, 50_013, 403, 'POST', '/channels', {}));
    await repliesWith().consider(question);
    expect(await answered()).toEqual([]);
    expect(await stage.store.claims.unsettled()).toEqual([]);
  });

  it('stays open where the apology may reach Discord later', async () => {
    const question = await ask();
    vi.spyOn(question, 'reply').mockRejectedValue(away());
    await repliesWith().consider(question);
    await stage.background.settled();
    expect(await stage.store.claims.unsettled()).toHaveLength(1);
  });
});
