// The port to reports: which were begun, which wait to be posted, and how each ended.
import type { GuildId, MessageId } from '../ids.ts';
import type { Window } from '../mood/window.ts';

export type ReportKind = 'summary' | 'daily' | 'cloud';

/** One report a guild, kind and window start. What it said is not kept: only that its time was served, and how. */
export interface Report {
  readonly guildId: GuildId;
  readonly kind: ReportKind;
  readonly window: Window;
  /** When it was begun, milliseconds since 1970. */
  readonly createdAt: number;
  /** When it ended: posted, given up, or kept back since the time was quiet. Null while it waits to be posted. */
  readonly settledAt: number | null;
  readonly messageId: MessageId | null;
  /** Why it was given up; null where it was not. */
  readonly reason: string | null;
}

export type NewReport = Pick<Report, 'guildId' | 'kind' | 'window' | 'createdAt'>;

export interface ReportStore {
  /** Writes a report down that is to be posted, where none of its guild, kind and window start is: returns the one now held. */
  save(report: NewReport): Promise<Report>;
  /** How a report ended. Unknown ones are left alone. */
  settle(
    report: Omit<NewReport, 'createdAt'>,
    end: { readonly at: number; readonly messageId: MessageId | null; readonly reason: string | null },
  ): Promise<void>;
  /** The one with the latest window. */
  latest(guildId: GuildId, kind: ReportKind): Promise<Report | null>;
  /** Those that wait to be posted, oldest window first. */
  waiting(guildId: GuildId, kind: ReportKind): Promise<Report[]>;
  /** Those given up since (milliseconds since 1970), newest first, at most `limit`. */
  givenUp(guildId: GuildId, since: number, limit: number): Promise<Report[]>;
  /** Forgets reports begun before `before`; returns how many. */
  prune(before: number): Promise<number>;
}
