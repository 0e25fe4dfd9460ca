// The port to reports: which were begun, which wait to be posted, and how each ended.
import type { GuildId, MessageId } from '../ids.ts';
import type { Window } from '../mood/window.ts';
import type { RoleSlot } from './roleJobs.ts';

export type ReportKind = 'summary' | 'daily' | 'cloud' | `role-${RoleSlot}`;

/** At most one for each guild, kind and window start. Its text is not stored, only when and how it ended. */
export interface Report {
  readonly guildId: GuildId;
  readonly kind: ReportKind;
  readonly window: Window;
  /** When it was begun, milliseconds since 1970. */
  readonly createdAt: number;
  /** When it ended: posted, given up, or not posted because nobody wrote. Null while it waits to be posted. */
  readonly settledAt: number | null;
  readonly messageId: MessageId | null;
  /** Why it was given up; null if it was not. */
  readonly reason: string | null;
}

type NewReport = Pick<Report, 'guildId' | 'kind' | 'window' | 'createdAt'>;

export interface ReportStore {
  /** Stores a report to be posted, unless one of its guild, kind and window start is held. Returns the one now held. */
  save(report: NewReport): Promise<Report>;
  /** Writes how a report ended. Unknown reports are ignored. */
  settle(
    report: Omit<NewReport, 'createdAt'>,
    end: { readonly at: number; readonly messageId: MessageId | null; readonly reason: string | null },
  ): Promise<void>;
  /** The report with the latest window. */
  latest(guildId: GuildId, kind: ReportKind): Promise<Report | null>;
  /** Reports that wait to be posted, oldest window first. */
  waiting(guildId: GuildId, kind: ReportKind): Promise<Report[]>;
  /** Reports given up since that moment (milliseconds since 1970), newest first, at most `limit`. */
  givenUp(guildId: GuildId, since: number, limit: number): Promise<Report[]>;
  /** Deletes reports begun before `before`; returns how many. */
  prune(before: number): Promise<number>;
}
