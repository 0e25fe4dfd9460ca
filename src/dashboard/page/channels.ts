// The table of channels.
import type { PageView as View } from '../data.ts';
import { inPlace } from './address.ts';
import { sparkPath } from './chart.ts';
import { h, section, svg, table } from './dom.ts';

const [WIDTH, HEIGHT] = [120, 28];

const SIGNS: Readonly<Record<string, string>> = {
  veryPositive: '▲▲',
  positive: '▲',
  even: '●',
  negative: '▼',
  veryNegative: '▼▼',
};

export function channelsOf(view: View): Node {
  const { texts } = view;
  const rows = view.table.map((row) => [
    h(
      'a',
      { ...inPlace({ channels: row.id }), id: `row-${row.id}`, class: row.isChosen ? 'chosen' : '' },
      `#${row.name}`,
    ),
    String(row.total),
    h(
      'span',
      { class: `mood ${row.level ?? 'unknown'}` },
      h('span', { 'aria-hidden': 'true' }, `${SIGNS[row.level ?? ''] ?? ''} `),
      row.moodText,
    ),
    h('span', { class: 'soft' }, row.changeText),
    svg(
      'svg',
      { class: 'spark', viewBox: `0 -2 ${WIDTH} ${HEIGHT + 4}`, 'aria-hidden': 'true' },
      svg('path', { class: 'zero', d: `M0 ${HEIGHT / 2}H${WIDTH}` }),
      svg('path', { class: 'course', d: sparkPath(row.spark, WIDTH, HEIGHT) }),
    ),
    h('span', { class: 'soft' }, row.coverage),
  ]);
  const heads = [texts.channel, texts.messages, texts.mood, texts.change, texts.spark, texts.coverage];
  return section('channels', texts.channels, table(texts.channels, heads, rows, 'channels'));
}
