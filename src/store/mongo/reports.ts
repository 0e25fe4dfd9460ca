// Reports: one a guild, kind and window start.
import type { GuildId } from '../../ids.ts';
import type { Report, ReportKind, ReportStore } from '../store.ts';
import { insertFresh } from './insert.ts';
import type { Collections, ReportDocument } from './documents.ts';

const keyOf = (guildId: GuildId, kind: ReportKind, from: number) => `${guildId}/${kind}/${from}`;

export function mongoReports({ reports }: Pick<Collections, 'reports'>): ReportStore {
  return {
    save: async ({ guildId, kind, window, facts, createdAt }) => {
      const _id = keyOf(guildId, kind, window.from);
      const text = JSON.stringify(facts ?? null);
      const report = { _id, guildId, kind, ...window, facts: text, createdAt, messageId: null };
      const fresh = await insertFresh(reports, report);
      return reportOf((fresh ? null : await reports.findOne({ _id })) ?? report);
    },
    setMessage: async (guildId, kind, from, messageId) => {
      await reports.updateOne({ _id: keyOf(guildId, kind, from) }, { $set: { messageId } });
    },
    latest: async (guildId, kind) => {
      const held = await reports.findOne({ guildId, kind }, { sort: { from: -1 } });
      return held && reportOf(held);
    },
  };
}

const reportOf = (document: ReportDocument): Report => ({
  guildId: document.guildId,
  kind: document.kind,
  window: { from: document.from, to: document.to },
  facts: JSON.parse(document.facts) as unknown,
  createdAt: document.createdAt,
  messageId: document.messageId,
});
