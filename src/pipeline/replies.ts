// Answering people: claimed before anything else, one at a time, streamed, never twice.
import { DiscordAPIError, type Message } from 'discord.js';
import { orAborted } from '../flow/aborting.ts';
import type { Clock } from '../clock.ts';
import type { ReadFile } from '../discord/attachments.ts';
import { streamTo, type StreamTarget } from '../discord/stream.ts';
import { reasonOf } from '../errors.ts';
import { guildId, messageId, userId } from '../ids.ts';
import type { Judge } from '../llm/judge.ts';
import type { Responder } from '../llm/responder.ts';
import type { Locale } from '../locale.ts';
import type { Log } from '../log.ts';
import type { Verdict } from '../mood/verdict.ts';
import { MINUTE } from '../mood/window.ts';
import { wordsIn, type Key } from '../report/words.ts';
import type { Store } from '../store/store.ts';
import { addressesBot, isFromPerson, saidTo } from './addressed.ts';
import { askedWith, attachedTo, unreadText, withNote } from './attached.ts';
import type { Background } from './background.ts';
import { createCooldown } from './cooldown.ts';
import { historyBefore } from './historyBefore.ts';
import { replyTarget, type Answerable } from './replyTarget.ts';
import { untilStoreAnswers } from './storeAway.ts';
import { createTurns } from './turns.ts';
import { createTypingSigns } from './typing.ts';

export interface RepliesOptions {
  readonly store: Store;
  readonly responder: Responder;
  readonly judge: Judge;
  readonly readFile: ReadFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly background: Background;
  /** Aborted when the program stops: an answer under way keeps its words so far, and is finished after the next start. */
  readonly signal: AbortSignal;
}

export interface Replies {
  /** Answers the message if it addresses the bot, now or when its turn comes. */
  consider(message: Answerable): Promise<void>;
  /** After a start: finishes what was claimed and not answered. */
  resume(claimKey: string, message: Answerable | null): Promise<void>;
}

const REPLY_PREFIX = 'reply:';
const DIRECT = 'direct';

/** Where the message is that a reply's claim is about; null for other claims. `guildId` is null for direct messages. */
export function repliesTo(
  key: string,
): { guildId: string | null; channelId: string; messageId: string } | null {
  if (!key.startsWith(REPLY_PREFIX)) return null;
  const [guild = '', channelId = '', id = ''] = key.slice(REPLY_PREFIX.length).split(':');
  return { guildId: guild === DIRECT ? null : guild, channelId, messageId: id };
}

/** Older messages are not answered: the conversation has moved on. */
const ANSWERABLE = 5 * MINUTE;
const COOLDOWN = 3000;
const WAITING_LIMIT = 8;

/** The post that settles a claim; `later` leaves it open for the next start. */
type Outcome = Message | 'nothing' | 'later';

export function createReplies(options: RepliesOptions): Replies {
  const { store, responder, judge, clock, log, background, signal } = options;
  const cooldown = createCooldown(COOLDOWN);
  const turns = createTurns(WAITING_LIMIT);
  const typing = createTypingSigns(options);

  /** Claims that this run answers: nothing else may take them up a second time. */
  const underWay = new Set<string>();

  const isStopping = () => signal.aborted;

  async function settle(key: string, task: () => Promise<Outcome>): Promise<void> {
    try {
      const outcome = await task().catch(unlessRefused);
      if (outcome === 'later') return;
      const posted = outcome === 'nothing' ? null : messageId.parse(outcome.id);
      await untilStoreAnswers('an answer', () => store.claims.settle(key, posted), options);
    } finally {
      underWay.delete(key);
    }
  }

  /** False where the message was claimed before, or waited for the store until it was too old. */
  async function claim(message: Answerable, key: string): Promise<boolean> {
    let tries = 0;
    const take = () => store.claims.take(key, clock.now()).finally(() => (tries += 1));
    const taken = await untilStoreAnswers('a question', take, options);
    // A try whose answer was lost may have written the claim that the next one finds.
    const isOurs = taken.fresh || (tries > 1 && !taken.claim.settled);
    if (!isOurs || underWay.has(key)) return false;
    underWay.add(key);
    if (isTooOld(message)) await settle(key, () => Promise.resolve('nothing'));
    return underWay.has(key);
  }

  async function say(message: Answerable, key: string, text: Key, facts = {}): Promise<Message> {
    const target = await replyTarget(message, key, false);
    return await target.send(wordsIn(await localeOf(message))(text, facts), 0);
  }

  /** `begins` is called when the first words are about to stand. */
  async function answer(
    message: Answerable,
    key: string,
    resumed: boolean,
    begins: () => void,
  ): Promise<Outcome> {
    if (isStopping()) return 'later';
    try {
      const said = saidTo(message);
      const attached = await attachedTo(message, options.readFile, signal);
      if (isStopping()) return 'later';
      const locale = await localeOf(message);
      const unread = unreadText(attached, wordsIn(locale));
      if (said === '' && attached.quoted === '') {
        if (unread === '') return await say(message, key, 'chat.hello');
        return await say(message, key, 'chat.unread', { unread });
      }
      const [verdict, history] = await Promise.all([moodOf(message, said), historyBefore(message, log)]);
      const text = askedWith(said, attached);
      const { drafts } = responder.answer({ history, text, verdict, locale }, { signal });
      const target = announced(await replyTarget(message, key, resumed), begins);
      const { sent } = await streamTo(target, withNote(drafts, unread), clock);
      if (isStopping()) return 'later';
      return sent[0] ?? (await say(message, key, 'chat.silent'));
    } catch (error) {
      if (isStopping()) return 'later';
      log.error({ channelId: message.channelId, reason: reasonOf(error) }, 'an answer broke off');
      // Where Discord refused the answer it would refuse an apology too.
      if (error instanceof DiscordAPIError) throw error;
      return await say(message, `${key}:broken`, 'chat.broken');
    }
  }

  /** Says that there is no answer now. Where that fails it stays unsaid, or the question would be answered in full. */
  async function refuse(message: Answerable, key: string, text: Key, facts = {}): Promise<Outcome> {
    try {
      return await say(message, key, text, facts);
    } catch (error) {
      log.warn({ channelId: message.channelId, reason: reasonOf(error) }, 'a refusal could not be said');
      return 'nothing';
    }
  }

  function enter(message: Answerable, key: string, resumed: boolean): void {
    underWay.add(key);
    let stopTyping = () => {};
    const turn = turns.enter(() => settle(key, () => answer(message, key, resumed, () => stopTyping())));
    if (turn === null) {
      background.run('a reply', () => settle(key, () => refuse(message, key, 'chat.busy')));
      return;
    }
    stopTyping = typing.show(message.channelId, () => message.channel.sendTyping());
    background.run('a reply', () => turn.finally(stopTyping));
  }

  async function localeOf(message: Answerable): Promise<Locale> {
    if (!message.inGuild()) return /\p{Script=Han}/u.test(message.content) ? 'zh-CN' : 'en';
    const { locale } = await store.settings.get(guildId.parse(message.guildId));
    return locale;
  }

  /** Sets the tone of the answer. Files tell no mood, and nothing about an opted-out person is judged. */
  async function moodOf(message: Answerable, text: string): Promise<Verdict | null> {
    if (text === '') return null;
    const optedOut =
      message.inGuild() &&
      (await store.people.isOptedOut(guildId.parse(message.guildId), userId.parse(message.author.id)));
    if (optedOut) return null;
    const [judgement] = await orAborted(judge.judge([text]), signal);
    return judgement?.verdict ?? null;
  }

  return {
    async consider(message) {
      if (!isFromPerson(message) || isTooOld(message)) return;
      const settings = message.inGuild() ? await store.settings.get(guildId.parse(message.guildId)) : null;
      if (!addressesBot(message, settings)) return;
      const key = `${REPLY_PREFIX}${message.guildId ?? DIRECT}:${message.channelId}:${message.id}`;
      if (!(await claim(message, key))) return;
      const pause = cooldown.ask(message.author.id, message.createdTimestamp);
      if (pause.ok) {
        enter(message, key, false);
        return;
      }
      const seconds = Math.ceil(pause.waitMs / 1000);
      background.run('a reply', () =>
        settle(key, async () =>
          pause.firstRefusal ? await refuse(message, key, 'chat.cooldown', { seconds }) : 'nothing',
        ),
      );
    },
    async resume(key, message) {
      const held = await store.claims.get(key); // it may have been answered since the open ones were read
      if (!held || held.settled || underWay.has(key)) return;
      if (message && !isTooOld(message)) enter(message, key, true);
      else await store.claims.settle(key, null);
    },
  };

  function isTooOld(message: Answerable): boolean {
    return clock.now() - message.createdTimestamp > ANSWERABLE;
  }
}

/** What Discord refuses (deleted, no permission) it will refuse again: nothing is left to be done. */
function unlessRefused(error: unknown): Outcome {
  if (error instanceof DiscordAPIError) return 'nothing';
  throw error;
}

/** Calls `begins` before anything is sent. */
function announced<Sent>(target: StreamTarget<Sent>, begins: () => void): StreamTarget<Sent> {
  return {
    send(text, page) {
      begins();
      return target.send(text, page);
    },
    edit: (sent, text) => target.edit(sent, text),
  };
}
