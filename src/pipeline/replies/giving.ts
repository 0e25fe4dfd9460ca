// Gives an answer: asks the model and shows what it says, or says that there is no answer.
import { DiscordAPIError, type Message } from 'discord.js';
import type { Assistant } from '../../assistant/assistant.ts';
import { reasonOf } from '../../errors.ts';
import { createLanes } from '../../flow/lanes.ts';
import type { MessageId } from '../../ids.ts';
import { spokenLanguage } from '../../llm/guard/language.ts';
import type { Log } from '../../log.ts';
import type { Key } from '../../report/words.ts';
import { withoutNotes } from '../history.ts';
import { ownRepliesTo, type Answerable } from '../replyTarget.ts';
import { createAsking, type AskingOptions, type Question, type Reading } from './asking.ts';
import type { Outcome } from './claims.ts';
import { continued } from './continuing.ts';
import type { Run } from './queue.ts';
import { createShowing, type Showing } from './showing.ts';

export interface GivingOptions extends AskingOptions {
  readonly assistant: Assistant;
  /** Aborted when the program stops: an answer under way keeps its words so far. */
  readonly signal: AbortSignal;
}

export interface Giving {
  /** Hears a voice message, one after the other; undefined where there is nothing to hear. */
  listenTo(run: Run): (() => Promise<unknown>) | undefined;
  answer(run: Run): Promise<Outcome>;
  /** Goes on with a cut answer where its last message ends. */
  goOn(run: Run, page: Message): Promise<Outcome>;
  /** Says that there is no answer now. Where that fails it stays unsaid, or the question would be answered in full. */
  refuse(run: Run, text: Key, facts?: Readonly<Record<string, string | number>>): Promise<Outcome>;
}

export function createGiving(options: GivingOptions): Giving {
  const { assistant, log, signal } = options;
  const asking = createAsking(options);
  const showing = createShowing({ ...options, asking });
  const attempt = (run: Run, task: (end: AbortSignal) => Promise<MessageId | null>) =>
    attemptTo(task, run, { showing, log, signal });

  const voices = createLanes();

  return {
    listenTo(run) {
      if (!asking.canHear(run.message)) return undefined;
      return async () => {
        const end = AbortSignal.any([signal, run.stopped.signal, run.left.signal]);
        run.heard = voices.enter('voices', () => asking.hear(run.message, end));
        await run.heard;
      };
    },

    answer: (run) =>
      attempt(run, async (end) => {
        const { locale, unread, isEmpty, question } = await asking.read(run.message, await run.heard, end);
        if (isEmpty) return showing.say(run, unread === '' ? 'chat.hello' : 'chat.unread', { unread });
        return showing.stream(run, { ...assistant.answer(question, { signal: end }), locale, unread });
      }),

    goOn: (run, page) =>
      attempt(run, async (end) => {
        // A voice message is not heard again: what was answered to it is enough to go on with.
        const heard = asking.canHear(run.message) ? '' : null;
        const reading = await asking.read(run.message, heard, end);
        const before = withoutNotes(page.content);
        const said = await saidIn(run.message, before);
        const answer = assistant.answer(goingOn(reading, said), { signal: end });
        const drafts = joined(before, answer.drafts);
        return showing.stream(run, { ...answer, drafts, locale: reading.locale, isResumable: true });
      }),

    async refuse(run, text, facts) {
      try {
        return (await showing.note(run, text, facts)) ?? 'nothing';
      } catch (error) {
        log.warn(
          { channelId: run.message.channelId, reason: reasonOf(error) },
          'a refusal could not be said',
        );
        return 'nothing';
      }
    },
  };
}

interface Around {
  readonly showing: Showing;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What comes of `task`, which is given a signal for when it is to end; where it fails the person is told. */
async function attemptTo(
  task: (end: AbortSignal) => Promise<MessageId | null>,
  run: Run,
  { showing, log, signal }: Around,
): Promise<Outcome> {
  const { stopped, left, message } = run;
  const end = AbortSignal.any([signal, stopped.signal, left.signal]);
  // What people ended is over; what the end of the program cut short is answered after the next start.
  const early = () => (left.signal.aborted || stopped.signal.aborted ? 'nothing' : 'later');
  const isEnded = () => end.aborted;
  if (isEnded()) return early();
  try {
    const posted = await task(end);
    return isEnded() && early() === 'later' ? 'later' : (posted ?? 'nothing');
  } catch (error) {
    const facts = { channelId: message.channelId, reason: reasonOf(error) };
    if (isEnded()) {
      log.debug(facts, 'an answer was cut short');
      return early();
    }
    log.error(facts, 'an answer broke off');
    // Where Discord refused the answer it would refuse an apology too.
    if (error instanceof DiscordAPIError) throw error;
    const apology: Run = { ...run, key: `${run.key}:broken`, earlier: () => Promise.resolve([]) };
    return (await showing.say(apology, 'chat.broken')) ?? 'nothing';
  }
}

/** The whole answer so far; at least its last page. */
async function saidIn({ channel, id }: Answerable, lastPage: string): Promise<string> {
  const pages = await ownRepliesTo(channel, id);
  return pages.map(({ content }) => withoutNotes(content)).join('\n') || lastPage;
}

/** A voice message is not heard again, so the language of its answer is that of what stands. */
function goingOn({ isEmpty, question }: Reading, begun: string): Question {
  const locale = isEmpty ? spokenLanguage([begun], question.locale).locale : question.locale;
  return { ...question, locale, begun, verdict: null, form: null };
}

async function* joined(before: string, drafts: AsyncIterable<string>): AsyncIterable<string> {
  yield before;
  for await (const draft of drafts) yield continued(before, draft);
}
