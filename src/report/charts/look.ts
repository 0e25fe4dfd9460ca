// How charts look: an own dark ground, readable on Discord's dark and light; blue and orange, which the colour-blind tell apart.

/** Pixels of a chart for one of a phone: sharp on its screen. */
export const SCALE = 2;

/** In pixels of a phone, which shows pictures of messages some 400 wide. */
export const SIZES = {
  timeline: { width: 420, height: 265 },
  incident: { width: 420, height: 230 },
  cloud: { width: 420, height: 280 },
  /** With detail: for screens and printed pages. */
  wide: { width: 960, height: 480 },
} as const;

export interface Look {
  readonly ground: string;
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly zero: string;
  readonly positive: string;
  readonly negative: string;
  /** The same colours for bars that are not highlighted. */
  readonly positiveBack: string;
  readonly negativeBack: string;
  readonly neutral: string;
  readonly line: string;
  readonly band: string;
  readonly normal: string;
  /** What is usual, behind a line with a band of its own. */
  readonly usual: string;
  readonly span: string;
  /** Announced events. */
  readonly event: string;
  readonly title: number;
  readonly text: number;
}

export const LOOK: Look = {
  ground: '#2b2d31',
  ink: '#e6e8eb',
  faint: '#b5bac1',
  grid: 'rgba(255, 255, 255, 0.09)',
  zero: 'rgba(255, 255, 255, 0.45)',
  positive: '#56b4e9',
  negative: '#f0a030',
  positiveBack: 'rgba(86, 180, 233, 0.55)',
  negativeBack: 'rgba(240, 160, 48, 0.55)',
  neutral: '#c8ccd2',
  line: '#ffffff',
  band: 'rgba(255, 255, 255, 0.20)',
  normal: 'rgba(200, 204, 210, 0.32)',
  usual: 'rgba(64, 200, 160, 0.24)',
  span: 'rgba(255, 255, 255, 0.08)',
  event: '#c9a8ff',
  title: 15,
  text: 12.5,
};

/** The same on a white ground, for pages. */
export const LIGHT: Look = {
  ...LOOK,
  ground: '#ffffff',
  ink: '#1f2328',
  faint: '#59606a',
  grid: 'rgba(0, 0, 0, 0.08)',
  zero: 'rgba(0, 0, 0, 0.45)',
  positive: '#0072b2',
  negative: '#c25700',
  positiveBack: 'rgba(0, 114, 178, 0.5)',
  negativeBack: 'rgba(194, 87, 0, 0.5)',
  neutral: '#a9afb8',
  line: '#1f2328',
  band: 'rgba(31, 35, 40, 0.18)',
  normal: 'rgba(90, 96, 106, 0.2)',
  usual: 'rgba(0, 158, 115, 0.2)',
  span: 'rgba(194, 87, 0, 0.12)',
  event: '#6f42c1',
};
