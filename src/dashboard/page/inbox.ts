// The inbox of incidents, with the acts of the alert's buttons.
import type { PageView as View } from '../data.ts';
import { act, say } from './acting.ts';
import { api } from './api.ts';
import { closeDialog, openDialog } from './dialog.ts';
import { h, linkTo, section } from './dom.ts';

type Incident = NonNullable<View['inbox']>['incidents'][number];

/** Null for those who have none. `reload`: after something was done. */
export function inboxOf(view: View, reload: () => void): Node | null {
  const { inbox, texts } = view;
  if (!inbox) return null;
  const does = async (incident: Incident, name: string, reason = '') => {
    const done = await act(api.act(incident.id, name, reason));
    if (done?.told) say(done.told, done.link);
    if (done) reload();
  };
  return section(
    'inbox',
    texts.inbox,
    ...inbox.summary.map((line) => h('p', { class: 'soft' }, line)),
    !view.isActing && h('p', { class: 'note' }, texts.operator),
    inbox.incidents.length === 0
      ? h('p', {}, texts.noIncidents)
      : h('ul', { class: 'incidents' }, ...inbox.incidents.map((one) => itemOf(one, view, does))),
  );
}

function itemOf(
  incident: Incident,
  view: View,
  does: (incident: Incident, act: string, reason?: string) => Promise<void>,
): Node {
  const { texts } = view;
  const { id, name, channel, at, evidence, outcome, taken, link, thread, slow, invites, acts, isGoing } =
    incident;
  return h(
    'li',
    { class: isGoing ? 'going' : '' },
    h(
      'p',
      {},
      h('b', {}, `${name} · #${channel}`),
      ` · ${at} · ${outcome}${taken === '' ? '' : ` · ${taken}`} `,
    ),
    h(
      'p',
      {},
      `${evidence} `,
      link !== null && linkTo(link, texts.open),
      thread !== null && ' · ',
      thread !== null && linkTo(thread.link, `#${thread.name}`),
    ),
    ...[slow, invites].map((line) => line !== '' && h('p', { class: 'soft' }, line)),
    acts.length > 0 &&
      h(
        'p',
        { class: 'acts' },
        ...acts.map((one) =>
          h(
            'button',
            {
              id: `act-${one.act}-${id}`,
              'aria-label': `${one.label}: ${name}`,
              onclick: () => {
                if (one.act === 'false')
                  askReason(view, one.label, (reason) => void does(incident, 'false', reason));
                else if (one.act === 'why') void tellWhy(view, incident);
                else if (one.asks)
                  askTime(view, `${one.label}: ${name}`, one.asks, (time) => void does(incident, time));
                else void does(incident, one.act);
              },
            },
            one.label,
          ),
        ),
      ),
  );
}

async function tellWhy({ texts }: View, { id, name }: Incident): Promise<void> {
  const why = await act(api.why(id));
  if (!why) return;
  const paragraphs = why.lines.map((line) => h('p', { class: 'why' }, line));
  openDialog(`${why.title} ${name}`, texts.close, ...paragraphs);
}

/** For how long: each answer is a button. */
function askTime(
  { texts }: View,
  title: string,
  { question, times }: NonNullable<Incident['acts'][number]['asks']>,
  choose: (act: string) => void,
): void {
  const answers = times.map((time) =>
    h(
      'button',
      {
        id: `time-${time.act}`,
        onclick: () => {
          closeDialog();
          choose(time.act);
        },
      },
      time.label,
    ),
  );
  openDialog(title, texts.close, h('p', {}, question), h('p', { class: 'acts' }, ...answers));
}

function askReason({ texts }: View, title: string, send: (reason: string) => void): void {
  const reason = h('textarea', { id: 'reason', rows: 3, maxlength: 200 });
  const form = h(
    'form',
    {
      method: 'dialog',
      onsubmit: () => send(reason.value),
    },
    h('label', { for: 'reason' }, texts.reason),
    reason,
    h(
      'p',
      { class: 'acts' },
      h('button', { class: 'main' }, texts.send),
      h('button', { type: 'button', onclick: closeDialog }, texts.cancel),
    ),
  );
  openDialog(title, texts.close, form);
}
