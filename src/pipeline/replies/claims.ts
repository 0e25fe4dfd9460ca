// The claims on questions: each question, and each new wording of it, is answered once.
import { DiscordAPIError } from 'discord.js';
import type { MessageId } from '../../ids.ts';
import type { Claim, ClaimStore } from '../../store/store.ts';
import { untilStoreAnswers, type Waiting } from '../storeAway.ts';

const PREFIX = 'reply:';
const DIRECT = 'direct';

/** Where a question stands; `guildId` is null in direct messages. */
export interface QuestionPlace {
  readonly guildId: string | null;
  readonly channelId: string;
  readonly messageId: string;
}

/** `editedAt`: of a question that was changed, milliseconds since 1970; null for its first wording. */
export function claimKey({ guildId, channelId, messageId }: QuestionPlace, editedAt: number | null): string {
  const first = `${PREFIX}${guildId ?? DIRECT}:${channelId}:${messageId}`;
  return editedAt === null ? first : `${first}:${editedAt}`;
}

/** What a reply's claim is about; null for other claims. */
export function repliesTo(key: string): (QuestionPlace & { readonly editedAt: number | null }) | null {
  if (!key.startsWith(PREFIX)) return null;
  const [guild = '', channelId = '', messageId = '', edited] = key.slice(PREFIX.length).split(':');
  const editedAt = edited === undefined ? null : Number(edited);
  return { guildId: guild === DIRECT ? null : guild, channelId, messageId, editedAt };
}

/** The first message of an answer, which settles its claim; `later` leaves it open for the next start. */
export type Outcome = MessageId | 'nothing' | 'later';

export interface AnswerClaims {
  /** Whether the answer is this run's to give: false where it was claimed before. */
  take(key: string): Promise<boolean>;
  /** Takes up an open claim of an earlier run; false where it is settled, or under way. */
  reopen(key: string): Promise<boolean>;
  get(key: string): Promise<Claim | null>;
  /** Settles the claim with what comes of the task, unless that is `later`. */
  settle(key: string, task: () => Promise<Outcome>): Promise<void>;
}

export function createAnswerClaims(store: ClaimStore, clockAndLog: Waiting): AnswerClaims {
  /** Claims that this run answers: nothing else may take them up a second time. */
  const underWay = new Set<string>();
  const stored = <T>(what: string, task: () => Promise<T>) => untilStoreAnswers(what, task, clockAndLog);

  return {
    async take(key) {
      let tries = 0;
      const take = () => store.take(key, clockAndLog.clock.now()).finally(() => (tries += 1));
      const taken = await stored('a question', take);
      // A try whose answer was lost may have written the claim that the next one finds.
      const isOurs = taken.fresh || (tries > 1 && !taken.claim.settled);
      if (!isOurs || underWay.has(key)) return false;
      underWay.add(key);
      return true;
    },
    async reopen(key) {
      const held = await store.get(key); // it may have been answered since the open ones were read
      if (!held || held.settled || underWay.has(key)) return false;
      underWay.add(key);
      return true;
    },
    get: (key) => stored('a question', () => store.get(key)),
    async settle(key, task) {
      try {
        const outcome = await task().catch(unlessRefused);
        if (outcome === 'later') return;
        await stored('an answer', () => store.settle(key, outcome === 'nothing' ? null : outcome));
      } finally {
        underWay.delete(key);
      }
    },
  };
}

/** What Discord refuses (deleted, no permission) it will refuse again: nothing is left to be done. */
function unlessRefused(error: unknown): Outcome {
  if (error instanceof DiscordAPIError) return 'nothing';
  throw error;
}
