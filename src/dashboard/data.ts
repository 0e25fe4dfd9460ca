// What the page gets: every text is worded already. Times are milliseconds since 1970, moods −100…+100, shares 0…1.
import type { Intents } from '../mood/intent.ts';
import type { Kinds } from '../mood/kind.ts';
import type { Level } from '../mood/level.ts';
import type { Label } from '../mood/verdict.ts';
import type { Mark, TimelinePoint, TimelineSpec } from '../report/charts/spec.ts';
import type { PageTexts } from './texts.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

export interface Head {
  readonly headline: string;
  /** Where nothing is judged in this time: what to do; null where something is. */
  readonly empty: {
    readonly title: string;
    readonly text: string;
    /** A period in which something is; null: none has anything. */
    readonly longer: { readonly name: string; readonly text: string } | null;
    /** Other channels may have something. */
    readonly isChosen: boolean;
  } | null;
  /** Null where too little was judged to say. */
  readonly level: Level | null;
  readonly when: string;
  readonly window: { readonly from: number; readonly to: number };
  readonly mood: (Range & { readonly value: number }) | null;
  readonly counts: Readonly<Record<Label | 'total' | 'uncertain', number>>;
  /** What the newest messages, up to 1,000, are for. */
  readonly intents: Intents;
  /** The shares in one line, as the card of /mood says them. */
  readonly balance: string;
  readonly shares: readonly {
    readonly label: Label | 'uncertain';
    readonly name: string;
    readonly share: number;
  }[];
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly notes: readonly string[];
  readonly scale: string;
}

interface TimelineRow extends Readonly<Record<Label | 'total' | 'from' | 'to', number>> {
  /** Of the negative messages. */
  readonly kinds: Kinds;
  readonly at: string;
  readonly point: TimelinePoint | null;
  readonly usual: Range | null;
}

export interface Timeline {
  readonly spec: TimelineSpec;
  readonly finding: string;
  readonly rows: readonly TimelineRow[];
  readonly marks: readonly (Pick<Mark, 'sign' | 'kind'> & { readonly text: string })[];
}

export interface ChannelRow extends Named {
  readonly isChosen: boolean;
  readonly total: number;
  readonly seen: number;
  readonly level: Level | null;
  readonly mood: number | null;
  readonly moodText: string;
  readonly changeText: string;
  readonly coverage: string;
  readonly spark: readonly (number | null)[];
}

export interface OfferedAct {
  readonly act: string;
  readonly label: string;
  /** Where it needs a time: what is asked, and the acts to choose from; null where it needs none. */
  readonly asks: {
    readonly question: string;
    readonly times: readonly { readonly act: string; readonly label: string }[];
  } | null;
}

export interface IncidentRow extends Named {
  readonly channel: string;
  readonly at: string;
  readonly isGoing: boolean;
  readonly evidence: string;
  readonly outcome: string;
  readonly taken: string;
  readonly link: string | null;
  /** On its alert; null: none that the viewer sees. */
  readonly thread: { readonly name: string; readonly link: string } | null;
  /** Until when slow mode is on; empty: it is off. */
  readonly slow: string;
  /** Until when invites are paused for it; empty: they are not. */
  readonly invites: string;
  /** What the viewer may do. */
  readonly acts: readonly OfferedAct[];
}

/** What an act came to, for the person; null: the page shows it. `link`: to what it opened. */
export interface Told {
  readonly told: string | null;
  readonly link: string | null;
}

/** Why an incident began, in paragraphs. */
export interface Why {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A message without its author. */
export interface MessageRow {
  readonly id: string;
  readonly revision: number;
  readonly channel: string;
  readonly at: string;
  readonly label: Label | null;
  readonly labelText: string;
  /** The kind of negativity and what it is for, where the judge can tell. */
  readonly badges: readonly string[];
  readonly isUncertain: boolean;
  readonly corrected: Label | null;
  readonly correctedText: string;
  /** Null where it is not stored any more. */
  readonly text: string | null;
  readonly link: string;
  /** Labels that a moderator may say are right; none for others. */
  readonly choices: readonly { readonly label: Label; readonly name: string }[];
}

interface TopicRow {
  /** Its telling words. */
  readonly name: string;
  readonly total: number;
  readonly people: number;
  /** Of as many messages before: how many were about it. */
  readonly usual: number;
  /** Null where too little was judged to say. */
  readonly mood: number | null;
  readonly moodText: string;
  /** Ids of its messages, those nearest to its centre; not all of a large one. */
  readonly messages: readonly string[];
}

export interface View {
  readonly server: Named;
  readonly servers: readonly Named[];
  readonly periods: readonly { readonly name: string; readonly text: string }[];
  readonly period: string;
  readonly zone: string;
  readonly locale: string;
  readonly locales: readonly string[];
  readonly channels: readonly (Named & { readonly isChosen: boolean })[];
  /** Whether the viewer can act here, given the rights. */
  readonly isActing: boolean;
  readonly texts: PageTexts;
  readonly head: Head;
  readonly timeline: Timeline;
  readonly table: readonly ChannelRow[];
  /** These are null for those who may not use the commands that show the same. */
  readonly inbox: { readonly summary: readonly string[]; readonly incidents: readonly IncidentRow[] } | null;
  readonly corrections: {
    readonly summary: readonly string[];
    readonly messages: readonly MessageRow[];
  } | null;
  readonly status: readonly { readonly name: string; readonly lines: readonly string[] }[] | null;
  readonly words: readonly {
    readonly word: string;
    readonly now: number;
    readonly usual: number;
    readonly mood: number;
    readonly moodText: string;
  }[];
  readonly topics: {
    /** Why there are none; null where there are some. */
    readonly none: string | null;
    readonly rows: readonly TopicRow[];
  };
  readonly events: readonly {
    readonly id: string;
    readonly text: string;
    readonly at: string;
    readonly effect: string;
  }[];
  readonly rhythm: {
    readonly finding: string;
    readonly days: readonly {
      readonly name: string;
      readonly hours: readonly { readonly total: number; readonly mood: number | null }[];
    }[];
  };
}

/** Addresses that the page leads to besides; null: nowhere. `login`: for those who may not look yet. */
export interface Exits {
  readonly chat: string | null;
  readonly login: string | null;
  readonly logout: string | null;
}

/** Where the page leads to is not part of what is exported. `jobs`: for those who may see the jobs of all servers. */
export type PageView = View & { readonly exits: Exits & { readonly jobs: string | null } };
