// @ts-check
// The left column: servers, channels, the direct channel with the bot, and who acts. Also the line above the messages.
import { avatar, byId, fill, h } from '../dom.js';
import { openPeople } from '../dialogs/people.js';
import { plugin } from '../plugin/plugin.js';
import { language, t } from '../words.js';
import { burstRows, startBurst } from './burst.js';
import { begin, plays } from './play.js';
import { channelName, nameOf, numberOf } from '../world/names.js';
import { MANAGE_GUILD, permissionsIn, VIEW_CHANNEL } from '../world/permissions.js';
import * as world from '../world/world.js';

/** @typedef {import('../world/permissions.js').Guild} Guild */
/** @typedef {{openChannel: (id: string) => void, openDm: () => void, actAs: (userId: string) => void}} Acts */

/** On narrow screens it opens the column. */
const menu = h(
  'button',
  {
    type: 'button',
    class: 'round hamburger',
    'aria-label': t('menu'),
    'aria-expanded': 'false',
    'aria-controls': 'side',
    onclick: () => toggle(!document.body.classList.contains('side-open')),
  },
  '☰',
);

/** @param {Acts} acts */
export function startSidebar(acts) {
  const people = () => openPeople(acts.actAs);
  const draw = () => {
    const channels = [...world.myGuilds().map((guild) => guildBlock(guild, acts)), dmBlock(acts)];
    const nav = h('nav', { 'aria-label': t('channels') }, ...channels, linksBlock());
    replaceIn(byId('side'), nav, mePanel(people));
    drawTop();
  };
  byId('scrim').addEventListener('click', () => toggle(false));
  byId('side').addEventListener('keydown', ({ key }) => key === 'Escape' && toggle(false));
  world.on('state', draw);
  world.on('channel', draw);
  world.on('unread', draw);
  world.on(
    'draft',
    (/** @type {{people?: boolean, open?: string, burst?: number, play?: string}} */ draft) => {
      if (draft.people) people();
      if (draft.burst !== undefined) startBurst(draft.burst);
      if (draft.play) void begin(draft.play);
      if (draft.open) acts.openChannel(draft.open);
    },
  );
}

/** Only where something changed: what is replaced under the finger is not pressed. Who is there by keyboard stays there. @param {HTMLElement} side @param {...(Node | null)} parts */
function replaceIn(side, ...parts) {
  const next = h('div', null, ...parts);
  if (side.innerHTML === next.innerHTML) return;
  const focused = side.contains(document.activeElement) ? document.activeElement?.id : '';
  side.replaceChildren(...next.childNodes);
  if (focused) document.getElementById(focused)?.focus();
}

/** @param {boolean} open */
function toggle(open) {
  document.body.classList.toggle('side-open', open);
  menu.setAttribute('aria-expanded', String(open));
}

function drawTop() {
  const name = channelName(world.channelId);
  const bot = nameOf(world.state.bot.id, world.state.bot);
  const title = name ? `# ${name}` : world.channelId ? `@ ${bot}` : bot;
  const channel = world.channelOf();
  const topic = channel && 'topic' in channel ? channel.topic : '';
  const slowed = channel && 'rate_limit_per_user' in channel ? (channel.rate_limit_per_user ?? 0) : 0;
  const slow = slowed > 0 && h('span', { class: 'topic' }, `🐌 ${t('slowMode', { seconds: slowed })}`);
  fill(byId('top'), menu, h('h1', null, title), slow, topic && h('span', { class: 'topic' }, topic));
  document.title = name ? `#${name} · ${bot}` : bot;
}

/** @param {Guild} guild @param {Acts} acts */
function guildBlock(guild, acts) {
  const rows = world.visibleChannels(guild).map(({ id, name }) => {
    const sign = isPrivate(guild, id) ? '🔒' : '#';
    return channelRow(id, sign, name ?? id, () => acts.openChannel(id));
  });
  return h('section', null, h('h2', null, guild.name), h('ul', null, ...rows));
}

/** @param {Acts} acts */
function dmBlock(acts) {
  const { bot, online } = world.state;
  const row = channelRow(world.myDm() ?? '', '@', nameOf(bot.id, bot), acts.openDm);
  const word = t(online ? 'online' : 'offline');
  row.firstElementChild?.append(h('span', { class: online ? 'presence on' : 'presence' }, word));
  return h('section', null, h('h2', null, t('direct')), h('ul', null, row));
}

/** What the plug-in leads to, and what it has people write. */
function linksBlock() {
  const links = plugin.links?.({ h, language }, world.me) ?? [];
  const rows = [
    ...links.map(({ href, text }) => h('li', null, h('a', { class: 'channel', href }, text))),
    ...plays().map(({ sign, text, path }) => playRow(sign, text, path)),
    ...burstRows(),
  ];
  if (rows.length === 0) return null;
  return h('ul', { class: 'links', onclick: () => toggle(false) }, ...rows);
}

/** @param {string} sign @param {string} text @param {string} path */
const playRow = (sign, text, path) =>
  h(
    'li',
    null,
    h(
      'button',
      { type: 'button', id: `play-${path.slice(1)}`, class: 'channel', onclick: () => void begin(path) },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      h('span', { class: 'label' }, text),
    ),
  );

/** @param {string} id @param {string} sign @param {string} name @param {() => void} open */
function channelRow(id, sign, name, open) {
  const isNew = world.unread.has(id);
  const mentions = world.unread.get(id) ?? 0;
  const button = h(
    'button',
    {
      type: 'button',
      id: `channel-${id}`,
      class: isNew ? 'channel unread' : 'channel',
      'aria-current': id !== '' && id === world.channelId ? 'page' : undefined,
      onclick: () => {
        toggle(false);
        open();
      },
    },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    h('span', { class: 'label' }, name),
    mentions > 0
      ? h('span', { class: 'count', 'aria-label': t('mentions', { count: mentions }) }, String(mentions))
      : isNew && h('span', { class: 'dot', 'aria-hidden': 'true' }),
  );
  return h('li', null, button);
}

/** @param {() => void} people opens the list of people */
function mePanel(people) {
  if (!world.me) return null;
  const name = nameOf(world.me);
  const guild = world.guildOf() ?? world.myGuilds()[0];
  const moderates = guild && permissionsIn(guild, world.me) & MANAGE_GUILD;
  return h(
    'button',
    { type: 'button', class: 'me', title: t('switchPerson'), onclick: people },
    avatar(numberOf(world.me), name),
    h(
      'span',
      { class: 'who' },
      h('span', { class: 'hint' }, t('actingAs')),
      h('b', null, name),
      moderates ? h('span', { class: 'badge mod' }, t('modLabel')) : null,
    ),
    h('span', { class: 'swap', 'aria-hidden': 'true' }, '⇄'),
  );
}

/** Whether @everyone may not see the channel. @param {Guild} guild @param {string} id */
function isPrivate(guild, id) {
  const channel = guild.channels.find((one) => one.id === id);
  const overwrites = (channel && 'permission_overwrites' in channel && channel.permission_overwrites) || [];
  return overwrites.some((one) => one.id === guild.id && BigInt(one.deny) & VIEW_CHANNEL);
}
