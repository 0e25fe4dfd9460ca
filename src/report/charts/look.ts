// How charts look: an own dark ground, readable on Discord's dark and light; blue and orange, which the colour-blind tell apart.

/** Pixels of a chart for one of a phone: sharp on its screen. */
export const SCALE = 2;

/** In pixels of a phone, which shows pictures of messages some 400 wide. */
export const SIZES = {
  timeline: { width: 420, height: 265 },
  incident: { width: 420, height: 230 },
  cloud: { width: 420, height: 280 },
} as const;

export const LOOK = {
  ground: '#2b2d31',
  ink: '#e6e8eb',
  faint: '#b5bac1',
  grid: 'rgba(255, 255, 255, 0.09)',
  zero: 'rgba(255, 255, 255, 0.45)',
  positive: '#56b4e9',
  negative: '#f0a030',
  /** The same colours for bars that are not highlighted. */
  positiveBack: 'rgba(86, 180, 233, 0.55)',
  negativeBack: 'rgba(240, 160, 48, 0.55)',
  neutral: '#c8ccd2',
  line: '#ffffff',
  band: 'rgba(255, 255, 255, 0.20)',
  normal: 'rgba(200, 204, 210, 0.32)',
  span: 'rgba(255, 255, 255, 0.08)',
  title: 15,
  text: 12.5,
} as const;
