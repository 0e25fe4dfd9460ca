// Reports: at most one for each guild, kind and window start.
import type { GuildId } from '../../ids.ts';
import type { Report, ReportKind, ReportStore } from '../store.ts';
import { insertFresh } from './insert.ts';
import type { Collections, ReportDocument } from './documents.ts';

const keyOf = (guildId: GuildId, kind: ReportKind, from: number) => `${guildId}/${kind}/${from}`;

const WAITING = { settledAt: null, messageId: null, reason: null, waits: true } as const;

export function mongoReports({ reports }: Pick<Collections, 'reports'>): ReportStore {
  return {
    save: async ({ guildId, kind, window, createdAt }) => {
      const _id = keyOf(guildId, kind, window.from);
      const document = { _id, guildId, kind, ...window, createdAt, ...WAITING };
      const fresh = await insertFresh(reports, document);
      return reportOf((fresh ? null : await reports.findOne({ _id })) ?? document);
    },
    settle: async ({ guildId, kind, window }, { at, messageId, reason }) => {
      const _id = keyOf(guildId, kind, window.from);
      const $set = { settledAt: at, messageId, reason };
      await reports.updateOne({ _id }, { $set, $unset: { waits: '' } });
    },
    latest: async (guildId, kind) => {
      const held = await reports.findOne({ guildId, kind }, { sort: { from: -1 } });
      return held && reportOf(held);
    },
    waiting: async (guildId, kind) => {
      const found = reports.find({ guildId, kind, waits: true }).sort({ from: 1 });
      return (await found.toArray()).map(reportOf);
    },
    givenUp: async (guildId, since, limit) => {
      const reason = { $type: 'string' as const };
      const found = reports.find({ guildId, reason, settledAt: { $gte: since } });
      return (await found.sort({ settledAt: -1 }).limit(limit).toArray()).map(reportOf);
    },
    prune: async (before) => (await reports.deleteMany({ createdAt: { $lt: before } })).deletedCount,
  };
}

const reportOf = (document: ReportDocument): Report => ({
  guildId: document.guildId,
  kind: document.kind,
  window: { from: document.from, to: document.to },
  createdAt: document.createdAt,
  settledAt: document.settledAt,
  messageId: document.messageId,
  reason: document.reason,
});
