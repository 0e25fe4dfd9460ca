// What the assistant is asked, and what it knows of this copy of the bot.
import type { Place } from '../discord/place.ts';
import type { MessageId } from '../ids.ts';
import type { AskedFor } from '../llm/heads/asked.ts';
import type { Responder } from '../llm/responder.ts';
import type { Locale } from '../locale.ts';

export interface AssistantQuestion extends Omit<Parameters<Responder['answer']>[0], 'asked' | 'locale'> {
  /** Of the message that asks: the same message gets the same wording. */
  readonly id: MessageId;
  /** What the head read; null where there is none. */
  readonly asked: AskedFor | null;
  /** Null in direct messages. Looked up only where an answer needs it. */
  readonly place: () => Promise<Place | null>;
  /** The language to prefer where the message leaves it open. */
  readonly locale: Locale;
}

/** How this copy is set up. */
export interface Copy {
  readonly storeContent: boolean;
  /** Days until the text of a message, and until its verdict, is forgotten. */
  readonly contentDays: number;
  readonly historyDays: number;
  /** `right`: of 100 chat messages, how many its calibration got right; null where nobody measured it. */
  readonly model: () => { readonly id: string; readonly calibrated: boolean; readonly right: number | null };
  /** The model stands on another server. */
  readonly isRemote: boolean;
}
