// What a message asks: its words, what they are about, what was said before, and in which language.
import type { Message } from 'discord.js';
import type { AssistantQuestion } from '../../assistant/question.ts';
import { orAborted } from '../../flow/aborting.ts';
import type { Clock } from '../../clock.ts';
import type { ReadFile } from '../../discord/attachments.ts';
import { placeOf, type Place } from '../../discord/place.ts';
import { sharedServers } from '../../discord/shared.ts';
import { channelId, compareIds, guildId, messageId, userId } from '../../ids.ts';
import { formIn } from '../../llm/form.ts';
import { spokenLanguage } from '../../llm/guard/language.ts';
import { askedInTalk } from '../../llm/inTalk.ts';
import type { Judge, Judgement } from '../../llm/judge.ts';
import type { ChatTurn } from '../../llm/model.ts';
import type { Locale } from '../../locale.ts';
import type { Log } from '../../log.ts';
import { wordsIn } from '../../report/words.ts';
import type { Store, Talk } from '../../store/store.ts';
import { saidTo } from '../addressed.ts';
import { askedWith, attachedTo, unreadText } from '../attached.ts';
import type { Hearing } from '../hearing.ts';
import { withoutNotes } from '../history.ts';
import { historyBefore } from '../historyBefore.ts';
import type { Answerable } from '../replyTarget.ts';
import { contextOf, repliedTo, type Context } from './replied.ts';

export interface AskingOptions {
  readonly store: Pick<Store, 'messages' | 'people' | 'resets' | 'settings'>;
  readonly judge: Judge;
  readonly readFile: ReadFile;
  readonly hearing: Hearing;
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
  /** Whether it is a voice message that somebody can hear. */
  canHear(message: Answerable): boolean;
  /** What is spoken in it; null where it could not be heard. It is kept nowhere. */
  hear(message: Answerable, signal: AbortSignal): Promise<string | null>;
  /** `heard`: what is spoken in it. Rejects with the signal's reason once that aborts. */
  read(message: Answerable, heard: string | null, signal: AbortSignal): Promise<Reading>;
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
export async function judgementOf(
  { store, judge }: Pick<AskingOptions, 'store' | 'judge'>,
  { text, guildId: guild, userId: asker }: Pick<Talk, 'guildId' | 'userId'> & { readonly text: string },
  signal: AbortSignal,
): Promise<Judgement | null> {
  if (text === '') return null;
  if (guild !== null && (await store.people.isOptedOut(guild, asker))) return null;
  const [judgement] = await orAborted(judge.judge([text]), signal);
  return judgement ?? null;
}

async function placeIn({ settings }: Pick<Store, 'settings'>, message: Answerable): Promise<Place | null> {
  if (!message.inGuild()) return null;
  const { watch } = await settings.get(guildId.parse(message.guildId));
  return await placeOf(message, watch);
}

/** What is about a file or another message is no question about the bot. What began a thread is above every message of it. */
const ABOUT_OTHERS = { label: 'chat', probability: 1 } as const;

/** Direct messages are read by nobody else. */
function aloneIn(message: Answerable): Question['alone'] {
  if (message.inGuild()) return null;
  const { client, author, channelId: from } = message;
  return { asker: userId.parse(author.id), servers: () => sharedServers(client, author.id, from) };
}

export function createAsking({ store, judge, readFile, hearing, clock, log }: AskingOptions): Asking {
  async function before(message: Answerable): Promise<Before> {
    const [found, resetAt] = await Promise.all([repliedTo(message), store.resets.get(talkOf(message))]);
    const isForgotten =
      found !== null && resetAt !== null && isOwn(found) && compareIds(found.id, resetAt) <= 0;
    const replied = isForgotten ? null : found;
    return { replied, history: await historyBefore(message, { replied, resetAt, now: clock.now() }, log) };
  }

  const ofServer = async (message: Message<true>) =>
    (await store.settings.get(guildId.parse(message.guildId))).locale;

  async function localeOf(message: Answerable, known?: Before & { readonly said: string }): Promise<Locale> {
    if (message.inGuild()) return ofServer(message);
    const { history } = known ?? (await before(message));
    const theirs = history.filter(({ role }) => role === 'user').map(({ text }) => text);
    return spokenLanguage([known?.said ?? saidTo(message), ...theirs.reverse()], 'en').locale;
  }

  /** What it is about. An answer that is part of the conversation is not quoted too. */
  function aboutOf(message: Answerable, { replied, history }: Before): Promise<Context> {
    const isSaid =
      replied !== null &&
      isOwn(replied) &&
      history.some(({ text }) => text.includes(withoutNotes(replied.content)));
    return contextOf(message, isSaid ? null : replied, store);
  }

  const personaOf = async (message: Answerable) =>
    message.inGuild() ? (await store.settings.get(guildId.parse(message.guildId))).persona : null;

  return {
    localeOf: (message) => localeOf(message),
    canHear: (message) => hearing.canHear(message),
    hear: async (message, signal) =>
      hearing.hear(message, message.inGuild() ? await ofServer(message) : null, signal),
    async read(message, heard, signal) {
      const said = saidTo(message) || (heard ?? '');
      const [attached, known, judgement] = await Promise.all([
        attachedTo(message, readFile, { isHeard: heard !== null, signal }),
        before(message),
        judgementOf({ store, judge }, { ...talkOf(message), text: said }, signal),
      ]);
      signal.throwIfAborted();
      const [locale, about] = await Promise.all([
        localeOf(message, { ...known, said }),
        aboutOf(message, known),
      ]);
      const unread = unreadText(attached, wordsIn(locale));
      const question: Question = {
        id: messageId.parse(message.id),
        history: known.history,
        text: askedWith(said, about.text, attached),
        said,
        begun: '',
        verdict: judgement?.verdict ?? null,
        asked:
          attached.quoted === '' && !about.isPointedAt
            ? await orAborted(
                askedInTalk({ text: said, asked: judgement?.asked ?? null, history: known.history }, judge),
                signal,
              )
            : ABOUT_OTHERS,
        place: () => placeIn(store, message),
        alone: aloneIn(message),
        locale,
        persona: await personaOf(message),
        form: formIn(said),
      };
      const isEmpty = [said, attached.quoted, attached.stickers, about.text].every((part) => part === '');
      return { locale, unread, isEmpty, question };
    },
  };
}
