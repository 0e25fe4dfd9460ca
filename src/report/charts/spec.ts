// What is to be drawn, as plain data for the drawing thread. All texts are in it already.
import type { Locale } from '../../locale.ts';

/** A moment of a timeline; shares and moods in percent. */
export interface TimelinePoint {
  /** 0…100 each. */
  readonly positive: number;
  readonly negative: number;
  /** −100…+100, with its interval. */
  readonly mood: number;
  readonly low: number;
  readonly high: number;
}

/** An incident or an announced event; `from` and `to` are points of the timeline. */
export interface Mark {
  readonly kind: 'incident' | 'event';
  readonly from: number;
  readonly to: number;
  /** Stands beside it: the text that explains it begins with the same sign. */
  readonly sign: string;
}

/** What a wide timeline shows besides: it draws messages below, and no shares around the mood. */
export interface TimelineDetail {
  /** Messages of each point. */
  readonly volume: readonly Readonly<Record<'positive' | 'neutral' | 'negative', number>>[];
  /** The mood that is usual for so many messages at each point, −100…+100; null: not known. */
  readonly usual: readonly ({ readonly low: number; readonly high: number } | null)[];
  readonly marks: readonly Mark[];
  readonly names: Readonly<Record<'usual' | 'neutral' | 'messages', string>>;
}

/** Shares of positive and negative messages, up and down from nothing, and the mood between them. */
export interface TimelineSpec {
  readonly kind: 'timeline';
  readonly locale: Locale;
  readonly title: string;
  /** Below each point; empty: none there. */
  readonly ticks: readonly string[];
  /** The time zone of the ticks, as people read it. */
  readonly zone: string;
  /** Null: nothing was written then. */
  readonly points: readonly (TimelinePoint | null)[];
  /** The point that the report is about; the others are paler. */
  readonly highlight: number | null;
  readonly names: Readonly<Record<'positive' | 'negative' | 'mood', string>>;
  readonly detail?: TimelineDetail;
}

/** The share of negative messages against what is normal. */
export interface IncidentSpec {
  readonly kind: 'incident';
  readonly locale: Locale;
  readonly title: string;
  readonly ticks: readonly string[];
  readonly zone: string;
  /** Shares of negative messages, 0…100; null: nothing was written then. */
  readonly points: readonly (number | null)[];
  /** The normal share of the incident's messages as its alert tells it, 0…100. */
  readonly normal: { readonly low: number; readonly high: number };
  /** First and last point of the incident. */
  readonly span: readonly [number, number];
  readonly names: Readonly<Record<'share' | 'expected' | 'incident', string>>;
}

export interface CloudWord {
  readonly text: string;
  /** Above 0; the area of the word follows it. */
  readonly weight: number;
  /** Of the messages that hold it, −100…+100. */
  readonly mood: number;
}

export interface CloudSpec {
  readonly kind: 'cloud';
  readonly locale: Locale;
  readonly title: string;
  /** The heaviest first: what finds no room is left out. */
  readonly words: readonly CloudWord[];
  readonly names: Readonly<Record<'positive' | 'mixed' | 'negative', string>>;
}

export type ChartSpec = TimelineSpec | IncidentSpec | CloudSpec;

/** A chart to draw and what it shows, in words. */
export interface ChartPlan<Spec extends ChartSpec = ChartSpec> {
  readonly spec: Spec;
  readonly alt: string;
}

export interface Drawing {
  readonly png: Uint8Array;
  /** Of word clouds. */
  readonly svg?: string;
}
