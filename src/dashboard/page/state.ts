// For those who manage: corrections and the page of /status.
import type { PageView as View } from '../data.ts';
import { h, section } from './dom.ts';
import { listOf } from './messages.ts';

export function correctionsOf(view: View): Node | null {
  const { corrections, texts } = view;
  if (!corrections) return null;
  return section(
    'corrections',
    texts.corrections,
    ...corrections.summary.map((line) => h('p', { class: 'soft' }, line)),
    corrections.messages.length === 0 ? h('p', {}, texts.noCorrections) : listOf(corrections.messages, view),
  );
}

export function statusOf({ status, texts, exits }: View): Node | null {
  if (!status && exits.jobs === null) return null;
  return section(
    'status',
    texts.status,
    status &&
      h(
        'dl',
        { class: 'status' },
        ...status.map(({ name, lines }) =>
          h(
            'div',
            {},
            h('dt', {}, name),
            h('dd', {}, ...lines.map((line) => h('span', { class: 'line' }, line))),
          ),
        ),
      ),
    exits.jobs !== null && h('p', {}, h('a', { id: 'jobs', href: exits.jobs }, texts.jobs)),
  );
}
