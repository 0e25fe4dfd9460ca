// Hot words, topics, announced events, and the hours of the week.
import type { PageView as View } from '../data.ts';
import { h, section, table } from './dom.ts';
import { openTopic } from './messages.ts';

const SIDED = 20;
function sideOf(mood: number | null): string {
  if (mood === null) return 'unknown';
  return mood >= SIDED ? 'positive' : mood <= -SIDED ? 'negative' : 'even';
}

export function wordsOf({ texts, words }: View): Node {
  const rows = words.map(({ word, now, usual, mood, moodText }) => [
    word,
    String(now),
    String(usual),
    h('span', { class: `mood ${sideOf(mood)}` }, moodText),
  ]);
  return section(
    'words',
    texts.hot,
    rows.length === 0
      ? h('p', {}, texts.noWords)
      : table(texts.hot, [texts.word, texts.now, texts.before, texts.mood], rows),
  );
}

export function topicsOf(view: View): Node {
  const { texts, topics } = view;
  const rows = topics.rows.map((topic, n) => [
    h(
      'button',
      {
        class: 'plain topic',
        id: `topic-${n}`,
        title: texts.topicBehind,
        onclick: () => void openTopic(view, topic),
      },
      topic.name,
    ),
    String(topic.total),
    String(topic.usual),
    String(topic.people),
    h('span', { class: `mood ${sideOf(topic.mood)}` }, topic.moodText),
  ]);
  const heads = [texts.topic, texts.messages, texts.before, texts.topicPeople, texts.mood];
  return section(
    'topics',
    texts.topics,
    topics.none === null ? table(texts.topics, heads, rows) : h('p', {}, topics.none),
  );
}

export function eventsOf({ texts, events }: View): Node {
  const rows = events.map(({ text, at, effect }) => [text, at, effect]);
  return section(
    'events',
    texts.events,
    rows.length === 0
      ? h('p', {}, texts.noEvents)
      : table(texts.events, [texts.event, texts.when, texts.effect], rows),
  );
}

/** Seven steps from very negative to very positive; shapes say it too. */
function stepOf(mood: number | null): string {
  if (mood === null) return 'none';
  const step = Math.max(-3, Math.min(3, Math.round(mood / 25)));
  return step < 0 ? `n${-step}` : `p${step}`;
}

/** Null where nothing was written in those weeks. */
export function rhythmOf({ texts, rhythm }: View): Node | null {
  if (rhythm.days.every(({ hours }) => hours.every(({ total }) => total === 0))) return null;
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const cell = ({ mood, total }: { mood: number | null; total: number }) =>
    h(
      'td',
      { class: `heat ${stepOf(mood)}`, title: `${mood ?? '–'} · ${texts.messages} ${total}` },
      mood === null ? '' : String(mood).replace('-', '−'),
    );
  return section(
    'rhythm',
    texts.rhythm,
    h('p', { class: 'finding' }, `${rhythm.finding} ${texts.rhythmNote}`),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': texts.rhythm },
      h(
        'table',
        { class: 'rhythm' },
        h(
          'thead',
          {},
          h('tr', {}, h('td', {}), ...hours.map((hour) => h('th', { scope: 'col' }, String(hour)))),
        ),
        h(
          'tbody',
          {},
          ...rhythm.days.map(({ name, hours: row }) =>
            h('tr', {}, h('th', { scope: 'row' }, name), ...row.map(cell)),
          ),
        ),
      ),
    ),
  );
}
