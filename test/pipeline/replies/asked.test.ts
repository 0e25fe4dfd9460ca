import { Events } from 'discord.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAssistant } from '../../../src/assistant/assistant.ts';
import { guildId, userId } from '../../../src/ids.ts';
import type { Asked } from '../../../src/llm/heads/asked.ts';
import type { Judge } from '../../../src/llm/judge.ts';
import { isAnswerable } from '../../../src/pipeline/replyTarget.ts';
import { COPY } from '../../assistant/stage.ts';
import { openStage, type Stage } from '../../commands/stage.ts';
import { answerOf } from '../answerOf.ts';
import { scriptedReplies } from './scripted.ts';

let stage: Stage;
let stopping: AbortController;

beforeEach(async () => {
  stage = await openStage(undefined, { isServerClock: true });
  stopping = new AbortController();
});
afterEach(async () => {
  stopping.abort();
  await stage.background.settled();
  await stage.close();
});

/** Finds that every message asks for `label`. */
const judgeOf = (label: Asked): Judge => ({
  calibration: () => null,
  version: () => 'paper',
  stats: () => ({ read: 0, hits: 0 }),
  judge: (texts) =>
    Promise.resolve(
      texts.map(() => ({
        verdict: {
          label: 'neutral',
          probabilities: { positive: 0, neutral: 1, negative: 0 },
          uncertain: false,
        },
        asked: { label, probability: 0.9 },
        truncated: false,
        promptVersion: '1',
        model: 'paper',
      })),
    ),
});

/** What the bot answers to a message that asks for `label`. */
async function answerTo(label: Asked, who: string, where: string, text: string): Promise<string> {
  const { client, clock, store, background, acting, people } = stage;
  const assistant = createAssistant({
    store,
    clock,
    copy: COPY,
    link: (path) => `/${path}`,
    languageOf: ({ locale }) => locale,
    responder: { answer: () => answerOf(() => Promise.resolve('only chat')) },
  });
  const { signal } = stopping;
  const replies = scriptedReplies({ store, clock, background, signal, assistant, judge: judgeOf(label) });
  client.once(Events.MessageCreate, (message) => {
    if (isAnswerable(message)) background.run('a reply', () => replies.consider(message));
  });
  const seen = await acting.watch(people.owner);
  const question = await acting.post(who, where, `<@${client.user.id}> ${text}`);
  const answer = await seen.message(({ message_reference }) => message_reference?.message_id === question.id);
  return answer.content;
}

it('what is asked about the bot is answered from the settings of the server', async () => {
  const { people, channels } = stage;
  expect(await answerTo('self.keeps', people.ann, channels.general, 'do you keep what i write?')).toContain(
    '30',
  );
});

it('what is asked about the mood is answered with figures, and nothing is invented where there are none', async () => {
  const { people, channels } = stage;
  const answer = await answerTo('mood.now', people.ann, channels.general, 'how is it in here today?');
  expect(answer).toMatch(/too few|nobody|no messages|only/iu);
  expect(answer).not.toContain('only chat');
});

it('another person is never spoken of', async () => {
  const { people, channels } = stage;
  const answer = await answerTo('mood.person', people.ann, channels.general, 'is bob angry?');
  expect(answer).not.toMatch(/only chat|bob is/iu);
});

it('somebody who opted out is not judged: the model chats', async () => {
  const { people, channels, store } = stage;
  await store.people.optOut(guildId.parse(stage.guild), userId.parse(people.ann));
  expect(await answerTo('self.keeps', people.ann, channels.general, 'do you keep what i write?')).toBe(
    'only chat',
  );
});
