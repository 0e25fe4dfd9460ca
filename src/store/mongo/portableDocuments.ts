// Rows of an export as the documents that MongoDB holds.
import { Binary } from 'mongodb';
import type { GuildId } from '../../ids.ts';
import { fromMillionths, namedIn, type RowOf } from '../portable.ts';
import type { ReportKind } from '../reports.ts';
import {
  dayKey,
  padded,
  personKey,
  type ClaimDocument,
  type DeliveryDocument,
  type EventDocument,
  type MessageDocument,
  type ReportDocument,
  type SettingsDocument,
} from './documents.ts';

export const documentsOf = (guildId: GuildId) => ({
  person: ({ userId }: RowOf<'optOut'>) => ({ _id: personKey(guildId, userId), guildId, userId }),

  message: (row: RowOf<'message'>): MessageDocument => {
    const { channelId, authorId, createdAt, revision, content, failure, verdict, corrected, judgedBy } = row;
    return {
      ...{ _id: padded(row.id), guildId, channelId, authorId, createdAt, revision, content, failure },
      status: verdict ? 'judged' : failure === null ? 'pending' : 'failed',
      verdict: verdict && {
        ...{ label: verdict.label, uncertain: verdict.uncertain, ...(verdict.bare && { bare: true }) },
        ...namedIn(verdict),
        probabilities: fromMillionths(verdict.positive, verdict.negative),
      },
      ...(corrected !== null && { corrected }),
      ...judgedBy,
    };
  },

  sketch: ({ channelId, day, sketch }: RowOf<'authors'>) => ({
    ...{ _id: dayKey({ guildId, channelId }, day), guildId, version: 1 },
    authors: new Binary(Buffer.from(sketch, 'base64')),
  }),

  claim: ({ key, claimedAt, messageId, settled }: RowOf<'claim'>): ClaimDocument => ({
    ...{ _id: key, claimedAt, messageId, settled },
  }),

  report: ({
    report,
    from,
    to,
    createdAt,
    messageId,
    settledAt,
    reason,
  }: RowOf<'report'>): ReportDocument => {
    const _id = `${guildId}/${report}/${from}`;
    const kind = report as ReportKind;
    const facts = { _id, guildId, kind, from, to, createdAt, messageId, settledAt, reason };
    return { ...facts, ...(settledAt === null && { waits: true }) };
  },

  event: ({ id, text, at, lasts }: RowOf<'event'>): EventDocument => ({
    ...{ _id: `${guildId}-${id}`, guildId, text, at, lasts },
  }),

  delivery: ({
    key,
    target,
    letter,
    at,
    tries,
    dueAt,
    settledAt,
    reason,
  }: RowOf<'delivery'>): DeliveryDocument => ({
    ...{ _id: key, guildId, target, letter, at, tries },
    ...(dueAt !== null && { dueAt }),
    ...(settledAt !== null && { settledAt }),
    ...(reason !== null && { reason, dead: true }),
  }),

  reset: ({ channelId, userId, at }: RowOf<'reset'>) => ({
    ...{ _id: `${channelId}/${userId}`, guildId, channelId, userId, at: padded(at) },
  }),

  settings: ({ settings }: RowOf<'settings'>): SettingsDocument => ({ _id: guildId, settings, revision: 1 }),
});
