// Shows an answer while it is written, with the buttons that belong below it, and says so where there is none.
import type { Clock } from '../../clock.ts';
import { streamTo, type StreamTarget, type Tail } from '../../discord/stream.ts';
import type { MessageId } from '../../ids.ts';
import type { Answer } from '../../llm/answer.ts';
import type { Locale } from '../../locale.ts';
import { chatButtons } from '../../report/chatButtons.ts';
import { wordsIn, type Key, type Words } from '../../report/words.ts';
import { withNote } from '../attached.ts';
import { replyTarget } from '../replyTarget.ts';
import type { Asking } from './asking.ts';
import type { Run } from './queue.ts';

export interface ShowingOptions {
  readonly clock: Clock;
  readonly asking: Pick<Asking, 'localeOf'>;
  /** Aborted when the program stops. */
  readonly signal: AbortSignal;
}

/** An answer as it is shown. */
interface Shown extends Answer {
  readonly locale: Locale;
  /** What could not be read of the question; '' where everything could. */
  readonly unread?: string;
  /** It can be gone on with, should the program stop meanwhile: no claim has it answered again. */
  readonly isResumable?: boolean;
}

type Facts = Readonly<Record<string, string | number>>;

export interface Showing {
  /** Resolves with the first message; null where the run ended before anything was said. */
  stream(run: Run, shown: Shown): Promise<MessageId | null>;
  /** Says a line of the bot's own. */
  say(run: Run, text: Key, facts?: Facts): Promise<MessageId | null>;
  /** The same in small letters, which are no part of the conversation. */
  note(run: Run, text: Key, facts?: Facts): Promise<MessageId | null>;
}

export function createShowing({ clock, asking, signal }: ShowingOptions): Showing {
  async function show(run: Run, shown: Shown) {
    const target = announced(replyTarget(run.message, run.key, buttonsOf(run, shown, signal)), run.begins);
    return streamTo(target, shown.drafts, clock, {
      earlier: await run.earlier(),
      left: run.left.signal,
    });
  }

  async function tell(run: Run, wording: (words: Words) => string): Promise<MessageId | null> {
    const locale = await asking.localeOf(run.message);
    const drafts = once(wording(wordsIn(locale)));
    const { sent } = await show(run, { drafts, ending: () => 'whole', locale });
    return sent[0] ?? null;
  }
  const say = (run: Run, text: Key, facts: Facts = {}) => tell(run, (words) => words(text, facts));

  return {
    say,
    note: (run, text, facts = {}) => tell(run, (words) => `-# ${words(text, facts)}`),
    async stream(run, shown) {
      const note = () => [shown.unread ?? '', endNote(run, shown)].filter((line) => line !== '').join('\n');
      const { text, sent } = await show(run, { ...shown, drafts: withNote(shown.drafts, note) });
      if (text.trim() !== '') return sent[0] ?? null;
      if ([signal, run.stopped.signal, run.left.signal].some(({ aborted }) => aborted)) return null;
      const earlier = () => Promise.resolve(sent);
      return say({ ...run, key: `${run.key}:silent`, earlier }, 'chat.silent');
    },
  };
}

function buttonsOf({ message, stopped }: Run, { locale, ending, isResumable }: Shown, signal: AbortSignal) {
  const subject = { askerId: message.author.id, questionId: message.id };
  return (tail: Tail) => {
    if (tail === 'running') return chatButtons('stop', subject, wordsIn(locale));
    const isCut = ending() === 'cut' || (isResumable === true && signal.aborted);
    return isCut && !stopped.signal.aborted ? chatButtons('more', subject, wordsIn(locale)) : [];
  };
}

/** Below an answer that did not end by itself. */
function endNote({ stopped }: Run, { ending, locale }: Shown): string {
  if (stopped.signal.aborted) return wordsIn(locale)('chat.stopped');
  return ending() === 'cut' ? wordsIn(locale)('chat.cut') : '';
}

async function* once(text: string): AsyncIterable<string> {
  yield await Promise.resolve(text);
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
