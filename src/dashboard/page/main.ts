// Starts the page: loads what the address asks for, draws it, and keeps it current.
import type { PageView as View } from '../data.ts';
import { followAddress } from './address.ts';
import { api, follow, Refused } from './api.ts';
import { channelsOf } from './channels.ts';
import { drawChart, onScheme } from './chart.ts';
import { byId, h } from './dom.ts';
import { headOf, timelineOf } from './head.ts';
import { inboxOf } from './inbox.ts';
import { openMessages } from './messages.ts';
import { correctionsOf, statusOf } from './state.ts';
import { eventsOf, rhythmOf, topicsOf, wordsOf } from './talk.ts';
import { topOf } from './top.ts';

const canvas = document.createElement('canvas');
let shown: View | null = null;
let shownAs = '';
/** Answers to older questions are dropped. */
let turn = 0;
let leave: () => void = () => undefined;

followAddress(() => void open());
onScheme(() => {
  if (shown && !shown.head.empty) drawChart(canvas, shown, pick);
});
void open();

/** Loads what the address asks for, and listens for changes of it. */
async function open(): Promise<void> {
  leave();
  leave = (await load()) ? follow(() => void load(), onConnection) : () => undefined;
}

async function load(): Promise<boolean> {
  const mine = ++turn;
  try {
    const view = await api.view();
    if (mine === turn) show(view);
    return true;
  } catch (error) {
    if (mine === turn) refuse(error);
    return false;
  }
}

function show(view: View): void {
  const text = JSON.stringify(view);
  if (text === shownAs) return;
  [shown, shownAs] = [view, text];
  document.documentElement.lang = view.locale;
  document.title = `${view.head.headline} · ${view.server.name}`;
  byId('skip').textContent = view.texts.skip;
  const kept = keepPlace();
  byId('top').replaceChildren(...topOf(view));
  const isEmpty = view.head.empty !== null;
  const parts = [
    headOf(view),
    isEmpty ? null : timelineOf(view, canvas),
    inboxOf(view, () => void load()),
    channelsOf(view),
    isEmpty ? null : wordsOf(view),
    isEmpty ? null : topicsOf(view),
    isEmpty && view.events.length === 0 ? null : eventsOf(view),
    rhythmOf(view),
    correctionsOf(view),
    statusOf(view),
  ];
  byId('main').replaceChildren(...parts.filter((part) => part !== null));
  kept();
  if (!isEmpty) drawChart(canvas, view, pick);
  onConnection(true);
}

/** What was open and focused stays so when the page is drawn anew. */
function keepPlace(): () => void {
  const focused = document.activeElement?.id ?? '';
  const open = [...document.querySelectorAll('details[open]')].map(({ id }) => id);
  return () => {
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
    const again = focused === '' ? null : document.getElementById(focused);
    if (again && again !== document.activeElement) again.focus({ preventScroll: true });
  };
}

function pick(point: number): void {
  const row = shown?.timeline.rows[point];
  if (!shown || !row || row.total === 0) return;
  const label = row.negative >= row.positive ? 'negative' : 'positive';
  void openMessages(shown, label, `${shown.texts[label]} · ${row.at}`, row);
}

function onConnection(isUp: boolean): void {
  const banner = byId('banner');
  banner.hidden = isUp || !shown;
  if (!isUp && shown) banner.textContent = shown.texts.lost;
  document.getElementById('live')?.toggleAttribute('hidden', !isUp);
}

function refuse(error: unknown): void {
  if (shown && !(error instanceof Refused)) {
    onConnection(false);
    return;
  }
  const text = error instanceof Error ? error.message : String(error);
  const { login, logout } = error instanceof Refused ? error : { login: null, logout: null };
  [shown, shownAs] = [null, ''];
  byId('top').replaceChildren(h('h1', {}, 'Barometer'));
  byId('main').replaceChildren(
    h(
      'section',
      { class: 'card' },
      login === null ? h('p', {}, text) : h('p', {}, h('a', { class: 'login', href: login }, text)),
      ...(logout === null
        ? []
        : [h('form', { method: 'post', action: logout.href }, h('button', { class: 'plain' }, logout.text))]),
    ),
  );
}
