// The results as tables for people, and as curves for the plot.
import { ORACLE } from './oracle.ts';
import { PEERS } from './peers.ts';
import type { Curve } from './plot.ts';
import { ALONE, TOGETHER } from './server.ts';
import { figuresAt, figuresWhere, indexNear, type Figures, type Tally } from './tally.ts';

/** By name of the rule. */
export type Raced = ReadonlyMap<string, Tally>;

const percent = (share: number) => `${Math.round(share * 100)} %`;
const cellsOf = ({ falsePerWeek, caught, medianDelay }: Figures) =>
  `${falsePerWeek.toFixed(2).padStart(7)}${percent(caught).padStart(9)}${(medianDelay === null ? '–' : String(Math.round(medianDelay))).padStart(8)}`;

/** Each rule with its usual bound, and with the bound that gives as many false alarms as the watcher has. */
export function settingTable(title: string, raced: Raced): string {
  const own = raced.get('the watcher');
  if (!own) throw new RangeError('The watcher did not race.');
  const figures = figuresAt(own, 0);
  const rows = PEERS.flatMap(({ name, bound }) => {
    const tally = raced.get(name);
    if (!tally) return [];
    const tuned = figuresWhere(tally, figures.falsePerWeek);
    return [`  ${name.padEnd(27)}${cellsOf(figuresAt(tally, indexNear(tally, bound)))}   ${cellsOf(tuned)}`];
  });
  const oracle = raced.get(ORACLE);
  const bound = oracle ? cellsOf(figuresWhere(oracle, figures.falsePerWeek)) : '';
  return [
    `${title.padEnd(29)}  as known: false, caught, delay    with the watcher's false alarms`,
    ...rows,
    `  ${'THE WATCHER, normal'.padEnd(27)}${cellsOf(figures)}`,
    `  ${'the oracle, the bound'.padEnd(27)}${' '.repeat(24)}   ${bound}`,
  ].join('\n');
}

const SHOWN = ['the watcher', 'z > 3', 'CUSUM .2 → .5, h 5', 'beta-binomial, p < .002'];

export function besideTable(rows: readonly { name: string; raced: Raced }[]): string {
  const head = `  ${''.padEnd(30)}${SHOWN.map((name) => name.padStart(26)).join('')}   named as one person`;
  const lines = rows.map(({ name, raced }) => {
    const cells = SHOWN.map((shown) => {
      const tally = raced.get(shown);
      if (!tally) return ''.padStart(26);
      const known = PEERS.find((peer) => peer.name === shown)?.bound;
      const { falsePerWeek, caught } = figuresAt(tally, known === undefined ? 0 : indexNear(tally, known));
      return `${falsePerWeek.toFixed(2)}, ${percent(caught)}`.padStart(26);
    });
    const own = raced.get('the watcher');
    const named = own ? `${own.named[0] ?? 0} of ${own.delays[0]?.length ?? 0}` : '';
    return `  ${name.padEnd(30)}${cells.join('')}   ${named}`;
  });
  return [head, ...lines].join('\n');
}

/** The bounds of all channels together, and the one that gives as many false alarms as the channels alone. */
export function serverLines(by: number, raced: Raced): string {
  const [alone, together] = [raced.get(ALONE), raced.get(TOGETHER)];
  if (!alone || !together) throw new RangeError('The servers did not race.');
  const own = figuresAt(alone, 0);
  return [
    `  shift +${by}${' '.repeat(22)}false, caught, delay in messages of the server`,
    `  ${ALONE.padEnd(32)}${cellsOf(own)}`,
    ...together.bounds.map(
      (bound, i) => `  ${`${TOGETHER}, odds ${bound}`.padEnd(32)}${cellsOf(figuresAt(together, i))}`,
    ),
    `  ${`${TOGETHER}, as many false`.padEnd(32)}${cellsOf(figuresWhere(together, own.falsePerWeek))}`,
  ].join('\n');
}

const COLOURS = [
  '#8c6d1f',
  '#6e7781',
  '#6e7781',
  '#1a7f8e',
  '#5b8def',
  '#9a6fd8',
  '#c2571a',
  '#2f9e44',
  '#d6409f',
];

/** The watcher's curve has a run for each strictness; the other curves have a bound for each point. */
export function curvesOf(raced: Raced, watcher: Tally, strictnesses: readonly number[]): Curve[] {
  const pointOf = ({ falsePerWeek, caught }: Figures) => [falsePerWeek, caught] as const;
  const pointsOf = (tally: Tally) => tally.bounds.map((_, i) => pointOf(figuresAt(tally, i)));
  const peers = PEERS.flatMap(({ name, bound }, i): Curve[] => {
    const tally = raced.get(name);
    // Both z rules have the same curve.
    if (!tally || name === 'z > 2') return [];
    const at = pointOf(figuresAt(tally, indexNear(tally, bound)));
    return [{ name, colour: COLOURS[i] ?? '#888', points: pointsOf(tally), marks: [{ at, word: '' }] }];
  });
  const oracle = raced.get(ORACLE);
  const own = raced.get('the watcher');
  return [
    ...(own
      ? [
          {
            name: 'Barometer (● as shipped)',
            colour: '#cf222e',
            bold: true,
            points: strictnesses.map((_, i) => pointOf(figuresAt(watcher, i))),
            marks: [{ at: pointOf(figuresAt(own, 0)), word: 'normal' }],
          },
        ]
      : []),
    ...(oracle
      ? [{ name: 'oracle (the bound)', colour: '#888888', dashed: true, points: pointsOf(oracle), marks: [] }]
      : []),
    ...peers,
  ];
}
