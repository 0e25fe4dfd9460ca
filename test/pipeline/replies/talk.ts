// People who talk with the bot on the local server: real events, buttons and commands, answers that tests write.
import { Events } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import type { Stream } from 'local-discord/testing';
import type { CommandContext } from '../../../src/commands/index.ts';
import { messageCreate } from '../../../src/events/messageCreate.ts';
import { messageDelete } from '../../../src/events/messageDelete.ts';
import { messageDeleteBulk } from '../../../src/events/messageDeleteBulk.ts';
import { messageUpdate } from '../../../src/events/messageUpdate.ts';
import type { EventContext } from '../../../src/events/event.ts';
import { silentLog } from '../../../src/log.ts';
import { DEAF, type Hearing } from '../../../src/pipeline/hearing.ts';
import { createIntake } from '../../../src/pipeline/intake.ts';
import type { Replies } from '../../../src/pipeline/replies.ts';
import { isAnswerable, type Answerable } from '../../../src/pipeline/replyTarget.ts';
import { openStage, type Stage } from '../../commands/stage.ts';
import { scriptedReplies, scriptedAssistant, unjudging, type ScriptedAssistant } from './scripted.ts';

export interface Talk extends Omit<Stage, 'ask'> {
  readonly assistant: ScriptedAssistant;
  readonly judged: readonly string[];
  readonly seen: Stream;
  /** Of the program that runs now. */
  replies(): Replies;
  /** Somebody asks, by a mention. */
  ask(who: string, where: string, words: string, more?: object): Promise<APIMessage>;
  /** The bot's first reply to a message, as soon as it is seen. */
  answerTo(question: APIMessage): Promise<APIMessage>;
  /** A message as soon as it is so. */
  until(message: APIMessage, isSo: (message: APIMessage) => boolean): Promise<APIMessage>;
  /** Resolves when a message is gone. */
  gone(message: Pick<APIMessage, 'id'>): Promise<void>;
  /** All replies of the bot to a message, oldest first. */
  answers(question: APIMessage): Promise<APIMessage[]>;
  /** A message as the bot's client has it. */
  known(message: APIMessage): Promise<Answerable>;
  /** The program ends and starts again; what people do `meanwhile` it does not hear of. */
  restart(meanwhile?: () => Promise<unknown>): Promise<void>;
}

/** `listening`: who hears voice messages; nobody unless given. */
export async function openTalk(listening: (stage: Stage) => Hearing = () => DEAF): Promise<Talk> {
  let replies: Replies;
  const running = (context: CommandContext): CommandContext => ({
    ...context,
    replies: {
      stop: (pressed) => replies.stop(pressed),
      goOn: (pressed) => replies.goOn(pressed),
      askOnce: (question, target) => replies.askOnce(question, target),
      stopOnce: (id, askerId) => replies.stopOnce(id, askerId),
    },
  });
  const stage = await openStage(running, { isServerClock: true });
  const { client, clock, store, background, acting, people } = stage;
  const assistant = scriptedAssistant();
  const judged: string[] = [];
  let stopping = new AbortController();
  let context: EventContext;
  let isAway = false;

  function start(): void {
    stopping = new AbortController();
    const { signal } = stopping;
    const judge = unjudging(judged);
    const hearing = listening(stage);
    replies = scriptedReplies({ store, clock, background, signal, assistant, judge, hearing });
    const waiting = { clock, log: silentLog, signal };
    const intake = createIntake({
      store,
      consider: (message) => (isAnswerable(message) ? replies.consider(message) : Promise.resolve()),
      hearing: DEAF,
      background,
      wake: () => undefined,
      onGap: () => undefined,
      ...waiting,
    });
    context = { intake, replies } as unknown as EventContext;
  }
  start();
  const hear = (what: string, task: () => Promise<unknown>) => {
    if (!isAway) background.run(what, task);
  };
  client.on(Events.MessageCreate, (message) => hear('a message', () => messageCreate.run(context, message)));
  client.on(Events.MessageUpdate, (before, after) =>
    hear('an edit', () => messageUpdate.run(context, before, after)),
  );
  client.on(Events.MessageDelete, (message) => hear('a deletion', () => messageDelete.run(context, message)));
  client.on(Events.MessageBulkDelete, (messages, channel) =>
    hear('deletions', () => messageDeleteBulk.run(context, messages, channel)),
  );
  const seen = await acting.watch(people.owner);
  const isAnswer = (message: APIMessage, { id }: APIMessage) =>
    message.author.id === client.user.id && message.message_reference?.message_id === id;

  return {
    ...stage,
    assistant,
    judged,
    seen,
    replies: () => replies,
    ask: (who, where, words, more = {}) => acting.post(who, where, `<@${client.user.id}> ${words}`, more),
    answerTo: (question) => seen.message((message) => isAnswer(message, question)),
    until: (message, isSo) => seen.settled((one) => one.id === message.id && isSo(one)),
    async gone({ id }) {
      await seen.next('delete', ({ ids }) => ids.includes(id));
    },
    async answers(question) {
      const lines = await acting.read(people.owner, question.channel_id, 200);
      return lines.filter((message) => isAnswer(message, question));
    },
    async known({ channel_id: where, id }) {
      const channel = await client.channels.fetch(where);
      const message = channel?.isTextBased() ? await channel.messages.fetch(id) : null;
      if (!message || !isAnswerable(message)) throw new Error('not answerable');
      return message;
    },
    async restart(meanwhile = () => Promise.resolve()) {
      isAway = true;
      stopping.abort();
      await background.settled();
      await meanwhile();
      await new Promise(setImmediate);
      isAway = false;
      start();
    },
    async close() {
      stopping.abort();
      await background.settled();
      await stage.close();
    },
  };
}
