// Translates messages to rows and back, and checks the ids of rows.
import { LABELS, type Verdict } from '../../mood/verdict.ts';
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
  return {
    id: row.id as MessageId,
    guildId: row.guildId as GuildId,
    channelId: row.channelId as ChannelId,
    authorId: row.authorId as UserId,
    createdAt: row.createdAt,
    content: row.content,
    revision: row.revision,
    status: row.verdict !== null ? 'judged' : row.failure !== null ? 'failed' : 'pending',
    verdict: row.verdict === null ? null : verdictOf(row.verdict, row),
    corrected: row.corrected === null ? null : labelOf(row.corrected * 2).label,
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

/** Bits of the verdict column; the label is between them. */
const [UNCERTAIN, BARE] = [1, 8];

/** Probabilities are stored in millionths: finer than the model's noise, and a third of the bytes of a double. */
export function columnsOf({ label, uncertain, bare, probabilities }: Verdict): VerdictColumns {
  const positive = Math.round(probabilities.positive * MILLION);
  return {
    verdict: LABELS.indexOf(label) * 2 + (uncertain ? UNCERTAIN : 0) + (bare === true ? BARE : 0),
    positive,
    negative: Math.min(Math.round(probabilities.negative * MILLION), MILLION - positive),
  };
}

/** The label and doubt in a verdict column. */
export function labelOf(verdict: number): Omit<Verdict, 'probabilities'> {
  const label = LABELS[(verdict & ~BARE) >> 1];
  if (label === undefined) throw new RangeError(`No such verdict: ${verdict}`);
  return { label, uncertain: (verdict & UNCERTAIN) !== 0, ...((verdict & BARE) !== 0 && { bare: true }) };
}

/** The weight of the verdict in these columns for the spike watcher, in WEIGHT_PARTS. */
export function weightOfColumns({ verdict, negative }: Omit<VerdictColumns, 'positive'>): number {
  return weightParts({ ...labelOf(verdict), probabilities: { negative: negative / MILLION } });
}

function verdictOf(verdict: number, row: Pick<MessageRow, 'positive' | 'negative'>): Verdict {
  const positive = row.positive ?? 0;
  const negative = row.negative ?? 0;
  return {
    ...labelOf(verdict),
    probabilities: {
      positive: positive / MILLION,
      neutral: (MILLION - positive - negative) / MILLION,
      negative: negative / MILLION,
    },
  };
}

/** Whether a text can be the id of a row. Ids come back from people's screens, so they may be anything. */
export const isRowId = (id: string): boolean => /^\d{1,18}$/.test(id);
