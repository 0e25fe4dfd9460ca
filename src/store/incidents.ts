// The port to incidents: why each was opened, who did what about it, and how it ended.
import type { ChannelId, GuildId, MessageId, UserId } from '../ids.ts';
import type { Evidence } from '../mood/evidence.ts';

/** An open, acknowledged or snoozed incident goes on; 'false alarm' and 'resolved' are decisions about it. */
export type IncidentState = 'open' | 'acknowledged' | 'snoozed' | 'false alarm' | 'resolved';

type IncidentAct =
  | 'acknowledged'
  | 'assigned'
  | 'escalated'
  | 'snoozed'
  | 'unsnoozed'
  | 'woken'
  | 'worsened'
  | 'false alarm'
  | 'slow mode'
  | 'slow mode undone'
  | 'slow mode ended'
  | 'invites paused'
  | 'invites resumed'
  | 'thread'
  | 'joined'
  | 'reopened'
  | 'resolved'
  | 'fell silent';

/** Who did what when. */
export interface IncidentEvent {
  readonly act: IncidentAct;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null: the bot itself, or a person who asked to be forgotten. */
  readonly by: UserId | null;
  /** Why it is a false alarm: what a person wrote. */
  readonly reason?: string;
  /** To whom it was assigned; absent too for a person who asked to be forgotten. */
  readonly to?: UserId;
}

/** The event without this person and what they wrote. */
export function forgotten({ to, ...event }: IncidentEvent, person: UserId): IncidentEvent {
  const kept = to === undefined || to === person ? {} : { to };
  const { act, at, by } = event;
  return by === person ? { act, at, by: null, ...kept } : { ...event, ...kept };
}

/** Slow mode that a button turned on: seconds between a person's messages before the bot changed it, and as it was set. */
export interface SlowMode {
  readonly before: number;
  readonly set: number;
  /** When it ends by itself (milliseconds since 1970); absent: when somebody ends it. */
  readonly until?: number;
}

export interface Incident {
  readonly id: string;
  readonly guildId: GuildId;
  readonly channelId: ChannelId;
  readonly state: IncidentState;
  readonly openedAt: number;
  /** When the channel was calm again; null while the incident holds its channel, whatever its state. */
  readonly resolvedAt: number | null;
  readonly evidence: Evidence;
  readonly alertChannelId: ChannelId | null;
  readonly messageId: MessageId | null;
  /** Grows with each change. */
  readonly revision: number;
  /**
   * No alerts until then (milliseconds since 1970). `excess`: negative messages above the expected number at that time.
   */
  readonly snoozed: { readonly until: number; readonly excess: number } | null;
  /** Null where nothing has to be undone. */
  readonly slowMode: SlowMode | null;
  /** The incident whose post shows this one as well; null: this one has its own. */
  readonly leadId: string | null;
  /** Oldest first. */
  readonly history: readonly IncidentEvent[];
}

/** Whether it is over only because nobody wrote for an hour, so that nothing says that the mood is as usual again. */
export function fellSilent({ resolvedAt, history }: Pick<Incident, 'resolvedAt' | 'history'>): boolean {
  const end = history.findLast(({ act }) => act === 'resolved' || act === 'fell silent');
  return resolvedAt !== null && end?.act === 'fell silent';
}

export type IncidentChange = Partial<
  Pick<Incident, 'state' | 'resolvedAt' | 'snoozed' | 'slowMode' | 'leadId'>
>;

export interface IncidentStore {
  /**
   * Opens an incident unless the channel has one that is not over. Returns the stored one, and whether this call
   * opened it.
   */
  open(
    incident: Pick<Incident, 'guildId' | 'channelId' | 'openedAt' | 'evidence'>,
  ): Promise<{ incident: Incident; fresh: boolean }>;
  get(id: string): Promise<Incident | null>;
  /** The newest incident of a channel, whether it is over or not. */
  latest(guildId: GuildId, channelId: ChannelId): Promise<Incident | null>;
  update(id: string, evidence: Evidence): Promise<void>;
  setMessage(id: string, alertChannelId: ChannelId, messageId: MessageId): Promise<void>;
  /**
   * Changes an incident that still has this revision and writes down who did it; it is then among `unshown`.
   * Null where somebody else was first, or the channel has another incident that is not over.
   */
  change(
    id: string,
    revision: number,
    change: IncidentChange,
    event: IncidentEvent,
  ): Promise<Incident | null>;
  /** Notes that the post shows this revision. */
  markShown(id: string, revision: number): Promise<void>;
  /** Incidents whose post shows an older revision, oldest first. */
  unshown(): Promise<Incident[]>;
  /** An incident and those that its post shows as well, oldest first. */
  together(leadId: string): Promise<Incident[]>;
  /** Not over, oldest first. */
  openIn(guildId: GuildId): Promise<Incident[]>;
  /** All that are not over. */
  allOpen(): Promise<Incident[]>;
  /** Those whose slow mode was to end by itself by `now` (milliseconds since 1970), whether they are over or not. */
  overslow(now: number): Promise<Incident[]>;
  /** The newest first, whether they are over or not. */
  recent(guildId: GuildId, limit: number): Promise<Incident[]>;
  /** Keeps what a person did, without their id and what they wrote; those incidents are then among `unshown`. */
  forget(guildId: GuildId, userId: UserId): Promise<void>;
}
