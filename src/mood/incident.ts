// An incident as the cards of reports and answers tell it.
import type { ChannelId } from '../ids.ts';
import type { Evidence } from './evidence.ts';

export interface IncidentFacts extends Pick<Evidence, 'negative' | 'total' | 'expected' | 'interval'> {
  /** Null where readers may not see the channel. */
  readonly channelId: ChannelId | null;
  /** When it started, and when it was noticed; milliseconds since 1970. */
  readonly since: number;
  readonly openedAt: number;
  /** Null while it goes on. */
  readonly resolvedAt: number | null;
  /** It ended because nobody wrote for an hour. */
  readonly isSilent: boolean;
  readonly isFalseAlarm: boolean;
  readonly acknowledged: boolean;
}

/** Whether the mood of its channel is known to be bad now: then no card may call the change unclear. */
export const isGoingOn = ({ resolvedAt, isFalseAlarm }: IncidentFacts): boolean =>
  resolvedAt === null && !isFalseAlarm;
