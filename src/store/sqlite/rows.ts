// Translates messages to rows and back, and checks the ids of rows.
import type { Countable } from '../../mood/counts.ts';
import { INTENTS } from '../../mood/intent.ts';
import { KINDS } from '../../mood/kind.ts';
import { LABELS, standingKind, type Label, type Verdict } from '../../mood/verdict.ts';
import { weightParts } from '../../mood/weight.ts';
import type { ChannelId, GuildId, MessageId, UserId } from '../../ids.ts';
import type { StoredMessage } from '../store.ts';

const MILLION = 1_000_000;

export interface MessageRow {
  id: string;
  guildId: string;
  channelId: string;
  authorId: string;
  createdAt: number;
  revision: number;
  verdict: number | null;
  positive: number | null;
  negative: number | null;
  corrected: number | null;
  failure: string | null;
  model: string | null;
  promptVersion: string | null;
  truncated: number | null;
  judgedAt: number | null;
  content: string | null;
}

/** Ids are read as text: a snowflake is larger than a JavaScript number can hold exactly. */
export const SELECT_MESSAGE = `
  SELECT CAST(m.id AS TEXT) AS id, CAST(s.guild AS TEXT) AS guildId,
    CAST(s.channel AS TEXT) AS channelId, CAST(a.user AS TEXT) AS authorId,
    m.created_at AS createdAt, m.revision, m.verdict, m.positive, m.negative, m.corrected, m.failure,
    c.content,
    j.model, j.prompt_version AS promptVersion, m.truncated, m.judged_at AS judgedAt
  FROM messages m CROSS JOIN scopes s ON s.key = m.channel CROSS JOIN members a ON a.key = m.author
    LEFT JOIN judges j ON j.key = m.judge
    LEFT JOIN contents c ON c.created_at = m.created_at AND c.id = m.id`;

export function messageOf(row: MessageRow): StoredMessage {
  const corrected = correctedOf(row.corrected);
  return {
    id: row.id as MessageId,
    guildId: row.guildId as GuildId,
    channelId: row.channelId as ChannelId,
    authorId: row.authorId as UserId,
    createdAt: row.createdAt,
    content: row.content,
    revision: row.revision,
    status: row.verdict !== null ? 'judged' : row.failure !== null ? 'failed' : 'pending',
    verdict: row.verdict === null ? null : verdictOf(row.verdict, corrected, row),
    corrected,
    failure: row.failure,
    judgedBy: judgedBy(row),
  };
}

function judgedBy({ model, promptVersion, truncated, judgedAt }: MessageRow): StoredMessage['judgedBy'] {
  if (model === null || promptVersion === null || judgedAt === null) return null;
  return { model, promptVersion, truncated: truncated === 1, judgedAt };
}

export interface VerdictColumns {
  readonly verdict: number;
  readonly positive: number;
  readonly negative: number;
}

/**
 * Bits of the verdict column. The label is between the first two; above them, a number from 1 on, stand the intent and the
 * kind: 0 for none.
 */
const [UNCERTAIN, BARE] = [1, 8];
const [LABEL_AT, INTENT_AT, KIND_AT] = [1, 4, 7];
const [LABEL_BITS, NAMED_BITS] = [3, 7];

/** Probabilities are stored in millionths: finer than the model's noise, and a third of the bytes of a double. */
export function columnsOf({ label, uncertain, bare, intent, kind, probabilities }: Verdict): VerdictColumns {
  const positive = Math.round(probabilities.positive * MILLION);
  return {
    verdict:
      (LABELS.indexOf(label) << LABEL_AT) |
      (uncertain ? UNCERTAIN : 0) |
      (bare === true ? BARE : 0) |
      ((intent ? INTENTS.indexOf(intent) + 1 : 0) << INTENT_AT) |
      ((kind ? KINDS.indexOf(kind) + 1 : 0) << KIND_AT),
    positive,
    negative: Math.min(Math.round(probabilities.negative * MILLION), MILLION - positive),
  };
}

/** All in a verdict column. `corrected`: see StoredMessage. */
export function readVerdict(verdict: number, corrected: Label | null): Omit<Verdict, 'probabilities'> {
  const label = LABELS[(verdict >> LABEL_AT) & LABEL_BITS];
  if (label === undefined) throw new RangeError(`No such verdict: ${verdict}`);
  const intent = INTENTS[((verdict >> INTENT_AT) & NAMED_BITS) - 1];
  const kind = standingKind(KINDS[((verdict >> KIND_AT) & NAMED_BITS) - 1], corrected);
  return {
    label,
    uncertain: (verdict & UNCERTAIN) !== 0,
    ...((verdict & BARE) !== 0 && { bare: true }),
    ...(intent && { intent }),
    ...(kind && { kind }),
  };
}

/** The label in a column of corrections. */
const correctedOf = (corrected: number | null): Label | null =>
  corrected === null ? null : (LABELS[corrected] ?? null);

/** What a judged message adds to its buckets, weight in WEIGHT_PARTS. */
export function talliedOf(
  verdict: number,
  { negative, corrected }: Pick<MessageRow, 'negative' | 'corrected'>,
): Countable & { readonly weight: number } {
  const read = readVerdict(verdict, correctedOf(corrected));
  const probabilities = { negative: (negative ?? 0) / MILLION };
  return { ...read, weight: weightParts({ ...read, probabilities }) };
}

function verdictOf(
  verdict: number,
  corrected: Label | null,
  row: Pick<MessageRow, 'positive' | 'negative'>,
): Verdict {
  const positive = row.positive ?? 0;
  const negative = row.negative ?? 0;
  return {
    ...readVerdict(verdict, corrected),
    probabilities: {
      positive: positive / MILLION,
      neutral: (MILLION - positive - negative) / MILLION,
      negative: negative / MILLION,
    },
  };
}

/** Whether a text can be the id of a row. Ids come back from people's screens, so they may be anything. */
export const isRowId = (id: string): boolean => /^\d{1,18}$/.test(id);
