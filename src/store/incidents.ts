// The port to incidents: what opened, who did what about it, and how it ended.
import type { ChannelId, GuildId, MessageId, UserId } from '../ids.ts';
import type { Evidence } from '../mood/evidence.ts';

/** Open, acknowledged and snoozed last; a false alarm and what is resolved are judged. */
export type IncidentState = 'open' | 'acknowledged' | 'snoozed' | 'false alarm' | 'resolved';

type IncidentAct =
  | 'acknowledged'
  | 'snoozed'
  | 'woken'
  | 'worsened'
  | 'false alarm'
  | 'slow mode'
  | 'slow mode undone'
  | 'thread'
  | 'joined'
  | 'reopened'
  | 'resolved';

/** Who did what when. */
export interface IncidentEvent {
  readonly act: IncidentAct;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null: the bot itself, or a person who had it forgotten. */
  readonly by: UserId | null;
  /** Why it is a false alarm: what a person wrote. */
  readonly reason?: string;
}

/** The event without its person. */
export function forgotten({ act, at }: IncidentEvent): IncidentEvent {
  return { act, at, by: null };
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
  /** Quiet until then; `excess`: how many more messages than expected were negative when it was asked for. */
  readonly snoozed: { readonly until: number; readonly excess: number } | null;
  /** Seconds between a person's messages: as it was, and as it was set. Null where nothing is to be undone. */
  readonly slowMode: { readonly before: number; readonly set: number } | null;
  /** The incident whose message speaks for this one as well; null: its own. */
  readonly leadId: string | null;
  /** Oldest first. */
  readonly history: readonly IncidentEvent[];
}

export type IncidentChange = Partial<
  Pick<Incident, 'state' | 'resolvedAt' | 'snoozed' | 'slowMode' | 'leadId'>
>;

export interface IncidentStore {
  /** One incident a channel that is not over: returns it, and whether this call opened it. */
  open(
    incident: Pick<Incident, 'guildId' | 'channelId' | 'openedAt' | 'evidence'>,
  ): Promise<{ incident: Incident; fresh: boolean }>;
  get(id: string): Promise<Incident | null>;
  /** The newest of a channel, over or not. */
  latest(guildId: GuildId, channelId: ChannelId): Promise<Incident | null>;
  update(id: string, evidence: Evidence): Promise<void>;
  setMessage(id: string, alertChannelId: ChannelId, messageId: MessageId): Promise<void>;
  /**
   * Changes an incident that still has this revision and writes down who did it; it is then one of `unshown`.
   * Null where somebody else was first, or the channel has another incident that is not over.
   */
  change(
    id: string,
    revision: number,
    change: IncidentChange,
    event: IncidentEvent,
  ): Promise<Incident | null>;
  /** Its message says what this revision holds. */
  shown(id: string, revision: number): Promise<void>;
  /** Changed, and not shown since; oldest first. */
  unshown(): Promise<Incident[]>;
  /** An incident and those that it speaks for, oldest first. */
  together(leadId: string): Promise<Incident[]>;
  /** Not over, oldest first. */
  openIn(guildId: GuildId): Promise<Incident[]>;
  /** All that are not over. */
  allOpen(): Promise<Incident[]>;
  /** Newest first, over or not. */
  recent(guildId: GuildId, limit: number): Promise<Incident[]>;
  /** What a person did stays, without who it was and what they wrote; those incidents are then of `unshown`. */
  forget(guildId: GuildId, userId: UserId): Promise<void>;
}
