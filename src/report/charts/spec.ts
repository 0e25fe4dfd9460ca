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
export interface ChartPlan {
  readonly spec: ChartSpec;
  readonly alt: string;
}

export interface Drawing {
  readonly png: Uint8Array;
  /** Of word clouds. */
  readonly svg?: string;
}
