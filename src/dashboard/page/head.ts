// The answer at a glance: one sentence, the shares, the figures; and the mood line.
import type { PageView as View } from '../data.ts';
import { chatOf, inPlace } from './address.ts';
import { pointText, rangeText } from './chart.ts';
import { h, section, table } from './dom.ts';
import { openMessages } from './messages.ts';

const SIGNS: Readonly<Record<string, string>> = {
  positive: '▲',
  neutral: '●',
  negative: '▼',
  uncertain: '?',
};

export function headOf(view: View): Node {
  const { head, texts } = view;
  if (head.empty) return emptyOf(view, head.empty);
  const percent = new Intl.NumberFormat(view.locale, { style: 'percent', maximumFractionDigits: 0 });
  const shares = head.shares.map(({ label, name, share }) =>
    h(
      'button',
      {
        class: `share ${label}`,
        id: `share-${label}`,
        title: texts.behind,
        disabled: share === 0,
        onclick: () => void openMessages(view, label, name),
      },
      h('span', { 'aria-hidden': 'true' }, `${SIGNS[label] ?? ''} `),
      `${name} `,
      h('b', {}, percent.format(share)),
    ),
  );
  return h(
    'section',
    { id: 'head', class: `card glance ${head.level ?? 'unknown'}`, 'aria-labelledby': 'headline' },
    h('h2', { id: 'headline' }, head.headline),
    h('p', { class: 'soft' }, head.when),
    barOf(view),
    h('div', { class: 'shares' }, ...shares),
    h(
      'dl',
      { class: 'facts' },
      ...head.facts.map(({ name, value }) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
    ),
    ...head.notes.map((note) => h('p', { class: 'note' }, note)),
    h('p', { class: 'soft small' }, head.scale),
  );
}

/** No figures: why there are none, and where to go. */
function emptyOf(
  { head, texts, exits }: View,
  { text, longer, isChosen }: NonNullable<View['head']['empty']>,
) {
  return h(
    'section',
    { id: 'head', class: 'card glance empty', 'aria-labelledby': 'headline' },
    h('h2', { id: 'headline' }, head.headline),
    h('p', { class: 'soft' }, head.when),
    h('p', {}, text),
    ...head.notes.map((note) => h('p', { class: 'note' }, note)),
    h(
      'p',
      { class: 'steps' },
      longer && h('a', { ...inPlace({ period: longer.name }), id: 'longer' }, longer.text),
      isChosen && h('a', { ...inPlace({ channels: '' }), id: 'every-channel' }, texts.all),
      exits.chat !== null && h('a', { href: chatOf(exits.chat), id: 'to-chat' }, texts.chat),
    ),
  );
}

/** Repeats the shares below it. */
function barOf({ head }: View): Node {
  const width = 300;
  let from = 0;
  const pieces = head.shares
    .filter(({ label }) => label !== 'uncertain')
    .map(({ label, share }) => {
      const piece = rect(label, from, width * share);
      from += width * share;
      return piece;
    });
  const bar = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({
    class: 'bar',
    viewBox: `0 0 ${width} 8`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  }))
    bar.setAttribute(name, value);
  bar.append(...pieces);
  return bar;
}

function rect(label: string, x: number, width: number): Node {
  const piece = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ class: label, x, y: 0, width, height: 8 }))
    piece.setAttribute(name, String(value));
  return piece;
}

/** The canvas is drawn once it stands in the page. */
export function timelineOf(view: View, canvas: HTMLCanvasElement): Node {
  const { texts, timeline } = view;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${timeline.spec.title}. ${timeline.finding}`);
  const counted = (row: (typeof timeline.rows)[number], label: 'positive' | 'negative') =>
    row[label] === 0
      ? '0'
      : h(
          'button',
          {
            class: 'plain',
            'aria-label': `${texts[label]} ${row[label]}, ${row.at}: ${texts.behind}`,
            onclick: () => void openMessages(view, label, `${texts[label]} · ${row.at}`, row),
          },
          String(row[label]),
        );
  return section(
    'timeline',
    texts.timeline,
    h('p', { class: 'finding' }, timeline.finding),
    h('div', { class: 'chart' }, canvas),
    timeline.marks.length > 0 &&
      h(
        'ul',
        { class: 'marks' },
        ...timeline.marks.map(({ sign, kind, text }) =>
          h('li', {}, h('b', { class: kind }, sign), ` ${text}`),
        ),
      ),
    h(
      'details',
      { id: 'timeline-table' },
      h('summary', { id: 'timeline-summary' }, texts.table),
      table(
        texts.timeline,
        [texts.when, texts.mood, texts.interval, texts.usual, texts.messages, texts.positive, texts.negative],
        timeline.rows.map((row) => [
          row.at,
          pointText(row.point),
          rangeText(row.point),
          rangeText(row.usual),
          String(row.total),
          counted(row, 'positive'),
          counted(row, 'negative'),
        ]),
        'slices',
      ),
    ),
  );
}
