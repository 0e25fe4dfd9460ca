import { ChannelType, Events, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAssistant } from '../../../src/assistant/assistant.ts';
import { INVITE_PERMISSIONS } from '../../../src/discord/invite.ts';
import { guildId, userId } from '../../../src/ids.ts';
import { askedIn, type Asked } from '../../../src/llm/heads/asked.ts';
import type { Judge } from '../../../src/llm/judge.ts';
import { silentLog } from '../../../src/log.ts';
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
        asked: askedIn([0.9], [label]),
        truncated: false,
        promptVersion: '1',
        model: 'paper',
      })),
    ),
});

/** What the bot answers to a message that asks for `label`. */
async function answerTo(
  label: Asked,
  who: string,
  where: string,
  text: string,
  more: object = {},
): Promise<string> {
  const { client, clock, store, background, acting } = stage;
  const assistant = createAssistant({
    store,
    clock,
    log: silentLog,
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
  const seen = await acting.watch(who);
  const question = await acting.post(who, where, `<@${client.user.id}> ${text}`, more);
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

it('what is asked about the bot in a thread is answered too, however the thread began', async () => {
  const { people, channels, acting, client } = stage;
  const starter = await acting.post(people.ben, channels.general, 'The save is gone.');
  await acting.setBotPermissions(
    stage.guild,
    INVITE_PERMISSIONS | PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.SendMessagesInThreads,
  );
  const channel = await client.channels.fetch(channels.general);
  if (channel?.type !== ChannelType.GuildText) throw new Error('no text channel');
  const thread = await (await channel.messages.fetch(starter.id)).startThread({ name: 'the save' });
  expect(await answerTo('self.optout', people.ann, thread.id, 'how do i opt out?')).toContain(
    '/privacy opt-out',
  );
});

it('what is asked about another message is chat', async () => {
  const { people, channels, acting } = stage;
  const said = await acting.post(people.ben, channels.general, 'Bots read everything.');
  expect(await answerTo('self.who', people.ann, channels.general, 'who are you?', { replyTo: said.id })).toBe(
    'only chat',
  );
});

it('the mood is told in a direct message: of the server that the person shares with the bot', async () => {
  const { people, acting } = stage;
  const direct = await acting.dm(people.ann);
  const said = await answerTo('mood.now', people.ann, direct, 'how is it in here today?');
  expect(said).toMatch(/too few|no messages/iu);
  expect(said).not.toContain('direct messages');
});

it('another person is never spoken of', async () => {
  const { people, channels } = stage;
  const answer = await answerTo('mood.person', people.ann, channels.general, 'is bob angry?');
  expect(answer).not.toMatch(/only chat|bob is/iu);
});

it('somebody who opted out is not judged: the model chats', async () => {
  const { people, channels, store } = stage;
  await store.people.optOut(guildId.parse(stage.guild), userId.parse(people.ann));
  expect(await answerTo('self.keeps', people.ann, channels.general, 'will it be there next year?')).toBe(
    'only chat',
  );
});

it('somebody who opted out is told plainly how to come back', async () => {
  const { people, channels, store } = stage;
  await store.people.optOut(guildId.parse(stage.guild), userId.parse(people.ann));
  expect(await answerTo('chat', people.ann, channels.general, 'how do i opt back in?')).toContain(
    '/privacy opt-in',
  );
});
