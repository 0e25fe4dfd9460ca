// What the assistant is asked, and what it knows of this copy of the bot.
import type { Place } from '../discord/place.ts';
import type { SharedServer } from '../discord/shared.ts';
import type { MessageId, UserId } from '../ids.ts';
import type { Guess } from '../llm/heads/asked.ts';
import type { Responder } from '../llm/responder.ts';
import type { Locale } from '../locale.ts';
import type { Readers } from '../report/readers.ts';

export interface AssistantQuestion extends Omit<
  Parameters<Responder['answer']>[0],
  'asked' | 'back' | 'begun' | 'locale'
> {
  /** Of the message that asks: the same message gets the same wording. */
  readonly id: MessageId;
  /** What the asker wrote: `text` without quotes of others and files. */
  readonly said: string;
  /** Of a cut answer that is to go on, all that stands; '' for a new one. */
  readonly begun: string;
  /** What the head read; null where there is none. */
  readonly asked: Guess | null;
  /** Null in direct messages. Looked up only where an answer needs it. */
  readonly place: () => Promise<Place | null>;
  /** Null where others read the answer. */
  readonly alone: Alone | null;
  /** The language to prefer where the message leaves it open. */
  readonly locale: Locale;
}

/** Nobody but the asker reads the answer. */
export interface Alone {
  readonly asker: UserId;
  /** Those that the asker shares with the bot. Looked up only where an answer needs them. */
  readonly servers: () => Promise<readonly SharedServer[]>;
}

/** How this copy is set up. */
export interface Copy extends Readers {
  readonly storeContent: boolean;
  /** Days until the text of a message, and until its verdict, is forgotten. */
  readonly contentDays: number;
  readonly historyDays: number;
  /** `right`: of 100 chat messages, how many its calibration got right; null where nobody measured it. */
  readonly model: () => { readonly id: string; readonly calibrated: boolean; readonly right: number | null };
}
