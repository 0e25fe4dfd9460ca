// The head of the page: where, when, and what can be chosen. Every choice is a part of the address.
import type { PageView as View } from '../data.ts';
import { chatOf, current, go, inPlace } from './address.ts';
import { api } from './api.ts';
import { h } from './dom.ts';

export function topOf(view: View): Node[] {
  const { texts, server, periods, period } = view;
  return [
    h(
      'div',
      { class: 'brand' },
      h('h1', {}, `${texts.moodView} · ${server.name}`),
      h('span', { id: 'live', class: 'live', hidden: true }, texts.live),
    ),
    h(
      'nav',
      { class: 'periods', 'aria-label': texts.period },
      ...periods.map(({ name, text }) =>
        h(
          'a',
          {
            ...inPlace({ period: name }),
            id: `period-${name}`,
            'aria-current': name === period ? 'true' : null,
          },
          text,
        ),
      ),
    ),
    h(
      'div',
      { class: 'choices' },
      view.servers.length > 1 && serverChoice(view),
      channelChoice(view),
      zoneChoice(view),
      languageChoice(view),
      h('span', { class: 'links' }, ...linksOf(view)),
    ),
  ];
}

const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
};

function chooser(
  id: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  value: string,
  choose: (value: string) => void,
) {
  const select = h(
    'select',
    { id, 'aria-label': label, onchange: () => choose(select.value) },
    ...options.map(([one, text]) => h('option', { value: one, selected: one === value }, text)),
  );
  return select;
}

const serverChoice = ({ texts, servers, server }: View) =>
  chooser(
    'server',
    texts.server,
    servers.map(({ id, name }) => [id, name]),
    server.id,
    (guild) => go({ guild, channels: '' }),
  );

function zoneChoice({ texts, zone }: View) {
  const zones = Intl.supportedValuesOf('timeZone');
  const all = [...new Set([zone, 'UTC', ...zones])];
  return chooser(
    'zone',
    texts.zone,
    all.map((one) => [one, one.replaceAll('_', ' ')]),
    zone,
    (chosen) => go({ zone: chosen }),
  );
}

const languageChoice = ({ locales, locale }: View) =>
  chooser(
    'lang',
    'Language · 语言',
    locales.map((one) => [one, LANGUAGES[one] ?? one]),
    locale,
    (lang) => go({ lang }),
  );

function channelChoice({ texts, channels }: View) {
  const chosen = new Set(
    current('channels')
      .split(',')
      .filter((id) => id !== ''),
  );
  const toggle = (id: string) => {
    if (!chosen.delete(id)) chosen.add(id);
    go({ channels: [...chosen].join(',') });
  };
  const label =
    chosen.size === 0
      ? texts.all
      : channels
          .filter(({ id }) => chosen.has(id))
          .map(({ name }) => `#${name}`)
          .join(' ');
  return h(
    'details',
    { class: 'menu', id: 'channel-menu' },
    h('summary', { id: 'channel-choice' }, label),
    h(
      'div',
      { class: 'list' },
      h('a', { ...inPlace({ channels: '' }), id: 'channel-all' }, texts.all),
      ...channels.map(({ id, name }) =>
        h(
          'label',
          {},
          h('input', {
            type: 'checkbox',
            id: `channel-${id}`,
            checked: chosen.has(id),
            onchange: () => toggle(id),
          }),
          ` #${name}`,
        ),
      ),
    ),
  );
}

function linksOf({ texts, exits }: View): Node[] {
  const files = (['csv', 'json', 'png'] as const).map((format) =>
    h('a', { href: api.exportLink(format), download: true, id: `export-${format}` }, texts[format]),
  );
  return [
    h('span', { class: 'export' }, `${texts.export}: `, ...files.flatMap((file) => [file, ' '])),
    ...(exits.chat === null ? [] : [h('a', { href: chatOf(exits.chat) }, texts.chat)]),
    ...(exits.logout === null
      ? []
      : [h('form', { method: 'post', action: exits.logout }, h('button', { class: 'plain' }, texts.logout))]),
  ];
}
