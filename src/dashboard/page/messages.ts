// The messages behind a share or a topic, in a dialog: each with its link, and for moderators the way to correct its verdict.
import type { MessageRow as Row, PageView as View } from '../data.ts';
import { act } from './acting.ts';
import { api } from './api.ts';
import { openDialog } from './dialog.ts';
import { h, linkTo } from './dom.ts';

/** `slice`: only those of that time. */
export async function openMessages(
  view: View,
  label: string,
  title: string,
  slice?: { readonly from: number; readonly to: number },
): Promise<void> {
  const found = await act(api.messages(label, slice?.from, slice?.to));
  if (found) openDialog(title, view.texts.close, listOf(found, view));
}

export async function openTopic(
  view: View,
  { name, messages }: View['topics']['rows'][number],
): Promise<void> {
  const found = await act(api.messagesOf(messages));
  if (found) openDialog(name, view.texts.close, listOf(found, view));
}

export function listOf(rows: readonly Row[], view: View): Node {
  if (rows.length === 0) return h('p', {}, view.texts.noMessages);
  return h('ol', { class: 'messages' }, ...rows.map((row) => itemOf(row, view)));
}

function itemOf(row: Row, { texts }: View): Node {
  const item = h(
    'li',
    {},
    h(
      'p',
      { class: 'soft small' },
      `#${row.channel} · ${row.at} · ${row.labelText}${row.isUncertain ? '?' : ''} ${row.correctedText} `,
      ...row.badges.flatMap((badge) => [h('span', { class: 'badge' }, badge), ' ']),
      linkTo(row.link, texts.open),
    ),
    h('p', { class: row.text === null ? 'soft' : 'said' }, row.text ?? texts.textGone),
  );
  if (row.choices.length > 0) item.append(correctionOf(row, texts, item));
  return item;
}

function correctionOf(row: Row, texts: View['texts'], item: HTMLElement): Node {
  const set = async (label: string | null) => {
    if (await act(api.correct(row.id, row.revision, label))) item.classList.add('done');
  };
  return h(
    'p',
    { class: 'acts' },
    h('span', { class: 'soft small' }, `${texts.wrong} `),
    ...row.choices.map(({ label, name }) => h('button', { onclick: () => void set(label) }, name)),
    row.corrected !== null && h('button', { onclick: () => void set(null) }, texts.takeBack),
  );
}
