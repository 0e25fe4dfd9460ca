// Runs a role for a person who waits: in turn, within a time, and told in their own language.
import { NoRoleAnswerError } from '../../llm/role/runner.ts';
import type { Role } from '../../llm/role/role.ts';
import type { GuildId } from '../../ids.ts';
import type { Locale } from '../../locale.ts';
import { answerOf, type Given } from '../../pipeline/roles/answering.ts';
import { roleMessage } from '../../report/roleMessage.ts';
import type { ReportMessage } from '../../report/message.ts';
import type { Words } from '../../report/words.ts';
import { inTurn } from '../menus/turns.ts';
import { Refusal, type CommandContext } from '../command.ts';

interface Reader {
  readonly guildId: GuildId;
  readonly locale: Locale;
  readonly words: Words;
}

interface Read {
  readonly shown: readonly Given[];
  readonly all: readonly Given[];
  /** How many of how many messages are shown; null where one text is read. */
  readonly read: { readonly shown: number; readonly found: number } | null;
}

/** Throws Refusal where too many wait, the time is up, or the role gave no answer. */
export async function runForPerson(
  role: Role,
  { shown, all, read }: Read,
  { guildId, locale, words }: Reader,
  context: CommandContext,
): Promise<ReportMessage> {
  const title = role.titles[locale];
  const order = { role, shown, all, locale };
  const result =
    shown.length === 0
      ? { parts: [], share: null, flaw: null }
      : await inTurn(context, guildId, words, (signal) => answerOf(context.roles, order, signal)).catch(
          (error: unknown) => {
            if (!(error instanceof NoRoleAnswerError)) throw error;
            throw new Refusal(words('role.noAnswer', { role: title }), { cause: error });
          },
        );
  const isText = role.answers === 'text' || (role.answers === 'line' && role.reads === 'message');
  return roleMessage({ title, ...result, isText, read }, { guildId, words });
}

/** The text as a role reads it. Throws Refusal where there is none, or more of it than the role reads. */
export function textFor(role: Role, typed: string, words: Words): Read {
  const text = typed.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) throw new Refusal(words('role.noWords'));
  const most = role.limits.characters;
  if (text.length > most) throw new Refusal(words('role.tooLong', { n: text.length, most }));
  const given: Given = { authorId: '', content: text, place: null };
  return { shown: [given], all: [given], read: null };
}
