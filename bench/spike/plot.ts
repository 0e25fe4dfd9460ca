// The curves as a plain SVG, readable on light and dark pages.

export interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly bold?: boolean;
  readonly dashed?: boolean;
  /** False alarms a channel-week, and the share of shifts caught in 3 hours. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Marked points, each with its name. */
  readonly marks: readonly { readonly at: readonly [number, number]; readonly word: string }[];
}

export interface Panel {
  readonly title: string;
  readonly curves: readonly Curve[];
}

const [WIDTH, HEIGHT] = [400, 330];
const [LEFT, TOP, RIGHT, BOTTOM] = [46, 44, 14, 46];
const [LEAST, MOST] = [0.03, 30];
const TICKS = [0.03, 0.1, 0.3, 1, 3, 10, 30];

const x = (falsePerWeek: number) =>
  LEFT +
  ((Math.log(Math.min(MOST, Math.max(LEAST, falsePerWeek))) - Math.log(LEAST)) / Math.log(MOST / LEAST)) *
    (WIDTH - LEFT - RIGHT);
const y = (caught: number) => TOP + (1 - caught) * (HEIGHT - TOP - BOTTOM);
const place = ([a, b]: readonly [number, number]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`;
const text = (at: string, words: string, more = '') =>
  `<text ${at} ${more}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;

function curveOf({ colour, bold, dashed, points, marks }: Curve): string {
  const inside = points.filter(([a]) => a >= LEAST && a <= MOST).map(place);
  const style = `fill="none" stroke="${colour}" stroke-width="${bold ? 3 : 1.4}"${dashed ? ' stroke-dasharray="5 4"' : ''}`;
  const dots = marks.map(({ at, word }) => {
    const [cx, cy] = place(at).split(',');
    const label = word
      ? text(`x="${Number(cx) + 9}" y="${Number(cy) + 17}"`, word, `style="fill:${colour};font-weight:bold"`)
      : '';
    return `<circle cx="${cx}" cy="${cy}" r="${bold ? 5 : 3}" fill="${colour}"/>${label}`;
  });
  return `<polyline points="${inside.join(' ')}" ${style}/>${dots.join('')}`;
}

function panelOf({ title, curves }: Panel, index: number): string {
  const grid = [
    ...TICKS.map(
      (tick) =>
        `<line x1="${x(tick)}" x2="${x(tick)}" y1="${TOP}" y2="${y(0)}" class="grid"/>` +
        text(`x="${x(tick)}" y="${y(0) + 16}" text-anchor="middle"`, String(tick).replace(/^0/, '')),
    ),
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (share) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(share)}" y2="${y(share)}" class="grid"/>` +
        text(`x="${LEFT - 6}" y="${y(share) + 4}" text-anchor="end"`, `${share * 100}%`),
    ),
  ];
  const middle = (LEFT + WIDTH - RIGHT) / 2;
  return `<g transform="translate(${index * WIDTH} 0)">
${text(`x="${LEFT}" y="${TOP - 16}"`, title, 'class="title"')}
${grid.join('\n')}
${text(`x="${middle}" y="${HEIGHT - 10}" text-anchor="middle"`, 'false alarms a channel-week')}
${curves.map(curveOf).join('\n')}
</g>`;
}

/** The panels side by side, and the legend below them. */
export function frontierSvg(panels: readonly Panel[]): string {
  const names = panels[0]?.curves ?? [];
  const column = (WIDTH * panels.length) / 4;
  const legend = names.map(({ name, colour, bold, dashed }, i) => {
    const [left, top] = [(i % 4) * column + 14, HEIGHT + 14 + Math.floor(i / 4) * 20];
    const line = `<line x1="${left}" x2="${left + 22}" y1="${top - 4}" y2="${top - 4}" stroke="${colour}" stroke-width="${bold ? 3 : 1.4}"${dashed ? ' stroke-dasharray="5 4"' : ''}/>`;
    return line + text(`x="${left + 28}" y="${top}"`, name);
  });
  const [width, height] = [WIDTH * panels.length, HEIGHT + 24 + Math.ceil(names.length / 4) * 20];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Share of mood shifts caught within 3 hours against false alarms a channel-week">
<style>text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-size:14px;font-weight:bold}.grid{stroke:#8884;stroke-width:1}.page{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#0d1117}}</style>
<rect class="page" width="${width}" height="${height}" rx="8"/>
${panels.map(panelOf).join('\n')}
${legend.join('\n')}
</svg>
`;
}
