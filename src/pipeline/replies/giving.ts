// Gives an answer: asks the model, shows what it says while it says it, and says so where it cannot.
import { DiscordAPIError, type Message } from 'discord.js';
import { streamTo, type StreamTarget, type Tail } from '../../discord/stream.ts';
import { reasonOf } from '../../errors.ts';
import type { MessageId } from '../../ids.ts';
import type { Answer, Responder } from '../../llm/responder.ts';
import type { Locale } from '../../locale.ts';
import { chatButtons } from '../../report/chatButtons.ts';
import { words, type Key } from '../../report/words.ts';
import { withNote } from '../attached.ts';
import { withoutNotes } from '../history.ts';
import { ownRepliesTo, replyTarget, type Answerable } from '../replyTarget.ts';
import { createAsking, type AskingOptions, type Question } from './asking.ts';
import type { Outcome } from './claims.ts';
import { askedToGoOn, continued } from './continuing.ts';
import type { Run } from './queue.ts';

export interface GivingOptions extends AskingOptions {
  readonly responder: Responder;
  /** Aborted when the program stops: an answer under way keeps its words so far. */
  readonly signal: AbortSignal;
}

export interface Giving {
  answer(run: Run): Promise<Outcome>;
  /** Goes on with a cut answer where its last message ends. */
  goOn(run: Run, page: Message): Promise<Outcome>;
  /** Says that there is no answer now. Where that fails it stays unsaid, or the question would be answered in full. */
  refuse(run: Run, text: Key, facts?: Record<string, unknown>): Promise<Outcome>;
}

/** An answer as it is shown. */
interface Shown extends Answer {
  readonly locale: Locale;
  /** It can be gone on with, should the program stop meanwhile: no claim has it answered again. */
  readonly isResumable?: boolean;
}

async function* once(text: string): AsyncIterable<string> {
  yield await Promise.resolve(text);
}

export function createGiving(options: GivingOptions): Giving {
  const { responder, clock, log, signal } = options;
  const asking = createAsking(options);

  function buttonsOf({ message, stopped }: Run, { locale, ending, isResumable }: Shown) {
    const subject = { askerId: message.author.id, questionId: message.id };
    return (tail: Tail) => {
      if (tail === 'running') return chatButtons('stop', subject, words(locale));
      const isCut = ending() === 'cut' || (isResumable === true && signal.aborted);
      return isCut && !stopped.signal.aborted ? chatButtons('more', subject, words(locale)) : [];
    };
  }

  /** The first message; null where nothing was said. */
  async function show(run: Run, shown: Shown): Promise<MessageId | null> {
    const target = announced(replyTarget(run.message, run.key, buttonsOf(run, shown)), run.begins);
    const earlier = await run.earlier();
    const { text, sent } = await streamTo(target, shown.drafts, clock, { earlier, left: run.left.signal });
    return text.trim() === '' ? null : (sent[0] ?? null);
  }

  /** `part`: a second post of the same run, which takes over no message. */
  async function say(run: Run, text: Key, facts = {}, part = ''): Promise<MessageId | null> {
    const locale = await asking.localeOf(run.message);
    const speaking: Run = part === '' ? run : { ...run, key: `${run.key}:${part}`, earlier: none };
    return show(speaking, { drafts: once(words(locale)(text, facts)), ending: () => 'whole', locale });
  }

  /** Below an answer that did not end by itself. */
  function endNote({ stopped }: Run, { ending, locale }: Shown): string {
    if (stopped.signal.aborted) return words(locale)('chat.stopped');
    return ending() === 'cut' ? words(locale)('chat.cut') : '';
  }

  async function stream(run: Run, shown: Shown, unread = ''): Promise<MessageId | null> {
    const note = () => [unread, endNote(run, shown)].filter((line) => line !== '').join('\n');
    const posted = await show(run, { ...shown, drafts: withNote(shown.drafts, note) });
    return posted ?? (isEnded(run) ? null : await say(run, 'chat.silent', {}, 'silent'));
  }

  const endOf = ({ stopped, left }: Run) => AbortSignal.any([signal, stopped.signal, left.signal]);
  const isEnded = (run: Run) => endOf(run).aborted;

  /** What comes of `task`, which fails where the run was ended in between. */
  async function attempt(run: Run, task: (end: AbortSignal) => Promise<MessageId | null>): Promise<Outcome> {
    const cutShort = (): Outcome | null =>
      run.left.signal.aborted || run.stopped.signal.aborted ? 'nothing' : signal.aborted ? 'later' : null;
    const early = cutShort();
    if (early !== null) return early;
    try {
      const posted = await task(endOf(run));
      const isLater = signal.aborted && !run.left.signal.aborted && !run.stopped.signal.aborted;
      return isLater ? 'later' : (posted ?? 'nothing');
    } catch (error) {
      const ended = cutShort();
      if (ended !== null) return ended;
      log.error({ channelId: run.message.channelId, reason: reasonOf(error) }, 'an answer broke off');
      // Where Discord refused the answer it would refuse an apology too.
      if (error instanceof DiscordAPIError) throw error;
      return (await say(run, 'chat.broken', {}, 'broken')) ?? 'nothing';
    }
  }

  return {
    answer: (run) =>
      attempt(run, async (end) => {
        const { locale, unread, question } = await asking.read(run.message, end);
        if (!question) return say(run, unread === '' ? 'chat.hello' : 'chat.unread', { unread });
        return stream(run, { ...responder.answer(question, { signal: end }), locale }, unread);
      }),

    goOn: (run, page) =>
      attempt(run, async (end) => {
        const { locale, question } = await asking.read(run.message, end);
        const before = withoutNotes(page.content);
        const said = await saidIn(run.message, before);
        const asked = goingOn(question, { said, before, locale });
        const answer = responder.answer(asked, { signal: end });
        const drafts = joined(before, answer.drafts);
        return stream(run, { drafts, ending: () => answer.ending(), locale, isResumable: true });
      }),

    async refuse(run, text, facts) {
      try {
        return (await say(run, text, facts)) ?? 'nothing';
      } catch (error) {
        log.warn({ channelId: run.message.channelId, reason: reasonOf(error) }, 'a refusal could not be said');
        return 'nothing';
      }
    },
  };
}

const none = () => Promise.resolve([]);

/** The whole answer so far; at least its last page. */
async function saidIn({ channel, id }: Answerable, lastPage: string): Promise<string> {
  const pages = await ownRepliesTo(channel, id);
  return pages.map(({ content }) => withoutNotes(content)).join('\n') || lastPage;
}

function goingOn(
  question: Question | null,
  { said, before, locale }: { said: string; before: string; locale: Locale },
): Question {
  const asked = question?.text ?? '';
  const turns = [
    ...(asked === '' ? [] : [{ role: 'user', text: asked } as const]),
    { role: 'assistant', text: said } as const,
  ];
  const text = askedToGoOn(before, locale);
  // What is gone on with was long.
  return { history: [...(question?.history ?? []), ...turns], text, verdict: null, locale, asked: 'write' };
}

async function* joined(before: string, drafts: AsyncIterable<string>): AsyncIterable<string> {
  yield before;
  for await (const draft of drafts) yield continued(before, draft);
}

/** Calls `begins` before anything is shown. */
function announced<Sent>(target: StreamTarget<Sent>, begins: () => void): StreamTarget<Sent> {
  return {
    send(page, index) {
      begins();
      return target.send(page, index);
    },
    edit(sent, page) {
      begins();
      return target.edit(sent, page);
    },
    remove: (sent) => target.remove(sent),
  };
}
