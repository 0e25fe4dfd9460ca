// What a message asks: its words, what they are about, what was said before, and in which language.
import type { Message } from 'discord.js';
import type { AssistantQuestion } from '../../assistant/question.ts';
import { orAborted } from '../../flow/aborting.ts';
import type { Clock } from '../../clock.ts';
import type { ReadFile } from '../../discord/attachments.ts';
import { placeOf, type Place } from '../../discord/place.ts';
import { channelId, compareIds, guildId, messageId, userId } from '../../ids.ts';
import { spokenLanguage } from '../../llm/guard/language.ts';
import type { Judge, Judgement } from '../../llm/judge.ts';
import type { ChatTurn } from '../../llm/model.ts';
import type { Locale } from '../../locale.ts';
import type { Log } from '../../log.ts';
import { wordsIn } from '../../report/words.ts';
import type { Store, Talk } from '../../store/store.ts';
import { saidTo } from '../addressed.ts';
import { askedWith, attachedTo, unreadText } from '../attached.ts';
import { withoutNotes } from '../history.ts';
import { historyBefore } from '../historyBefore.ts';
import type { Answerable } from '../replyTarget.ts';
import { contextOf, repliedTo } from './replied.ts';

export interface AskingOptions {
  readonly store: Pick<Store, 'people' | 'resets' | 'settings'>;
  readonly judge: Judge;
  readonly readFile: ReadFile;
  readonly clock: Clock;
  readonly log: Log;
}

export type Question = AssistantQuestion;

export interface Reading {
  readonly locale: Locale;
  /** What could not be read, as the person is told; '' where everything could. */
  readonly unread: string;
  /** There are no words, neither the asker's nor others'. */
  readonly isEmpty: boolean;
  readonly question: Question;
}

export interface Asking {
  /** Rejects with the signal's reason once that aborts. */
  read(message: Answerable, signal: AbortSignal): Promise<Reading>;
  /** The server's language; in direct messages that of the message, else of the conversation. */
  localeOf(message: Answerable): Promise<Locale>;
}

/** What stands before a message: the one that it replies to, and the conversation. */
interface Before {
  readonly replied: Message | null;
  readonly history: readonly ChatTurn[];
}

const isOwn = ({ author, client }: Message): boolean => author.id === client.user.id;

/** One person and the bot, where the message stands. */
const talkOf = (message: Answerable): Talk => ({
  guildId: message.guildId === null ? null : guildId.parse(message.guildId),
  channelId: channelId.parse(message.channelId),
  userId: userId.parse(message.author.id),
});

/** Sets the tone of the answer and says what is asked for. Files tell neither, and nobody who opted out is judged. */
async function judgementOf(
  { store, judge }: Pick<AskingOptions, 'store' | 'judge'>,
  message: Answerable,
  signal: AbortSignal,
): Promise<Judgement | null> {
  const text = saidTo(message);
  if (text === '') return null;
  const talk = talkOf(message);
  if (talk.guildId !== null && (await store.people.isOptedOut(talk.guildId, talk.userId))) return null;
  const [judgement] = await orAborted(judge.judge([text]), signal);
  return judgement ?? null;
}

async function placeIn({ settings }: Pick<Store, 'settings'>, message: Answerable): Promise<Place | null> {
  if (!message.inGuild()) return null;
  const { watch } = await settings.get(guildId.parse(message.guildId));
  return await placeOf(message, watch);
}

export function createAsking({ store, judge, readFile, clock, log }: AskingOptions): Asking {
  async function before(message: Answerable): Promise<Before> {
    const [found, resetAt] = await Promise.all([repliedTo(message), store.resets.get(talkOf(message))]);
    const isForgotten =
      found !== null && resetAt !== null && isOwn(found) && compareIds(found.id, resetAt) <= 0;
    const replied = isForgotten ? null : found;
    return { replied, history: await historyBefore(message, { replied, resetAt, now: clock.now() }, log) };
  }

  async function localeOf(message: Answerable, known?: Before): Promise<Locale> {
    if (message.inGuild()) return (await store.settings.get(guildId.parse(message.guildId))).locale;
    const { history } = known ?? (await before(message));
    const theirs = history.filter(({ role }) => role === 'user').map(({ text }) => text);
    return spokenLanguage([saidTo(message), ...theirs.reverse()], 'en').locale;
  }

  /** What it is about. An answer that is part of the conversation is not quoted too. */
  function aboutOf(message: Answerable, { replied, history }: Before): Promise<string> {
    const isSaid =
      replied !== null &&
      isOwn(replied) &&
      history.some(({ text }) => text.includes(withoutNotes(replied.content)));
    return contextOf(message, isSaid ? null : replied, store.people);
  }

  return {
    localeOf: (message) => localeOf(message),
    async read(message, signal) {
      const [attached, known, judgement] = await Promise.all([
        attachedTo(message, readFile, signal),
        before(message),
        judgementOf({ store, judge }, message, signal),
      ]);
      signal.throwIfAborted();
      const said = saidTo(message);
      const [locale, about] = await Promise.all([localeOf(message, known), aboutOf(message, known)]);
      const unread = unreadText(attached, wordsIn(locale));
      const question: Question = {
        id: messageId.parse(message.id),
        history: known.history,
        text: askedWith(said, about, attached),
        verdict: judgement?.verdict ?? null,
        // What is about a file or another message is no question about the bot.
        asked: attached.quoted === '' && about === '' ? (judgement?.asked ?? null) : null,
        place: () => placeIn(store, message),
        locale,
      };
      const isEmpty = said === '' && attached.quoted === '' && about === '';
      return { locale, unread, isEmpty, question };
    },
  };
}
