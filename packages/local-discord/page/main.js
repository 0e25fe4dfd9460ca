// @ts-check
// Starts the page: language, views, the first person and channel, the live feed.
import { attempt } from './act.js';
import { startComposer } from './compose/composer.js';
import { byId } from './dom.js';
import { startList } from './message/list.js';
import { api } from './net/api.js';
import { follow, loadChannel, refreshState } from './net/sync.js';
import { startSidebar } from './side/sidebar.js';
import { language, t } from './words.js';
import * as world from './world/world.js';

const KEPT_PERSON = 'local-discord.person';

document.documentElement.lang = language;
startList();
startComposer();
startSidebar({ openChannel, openDm, actAs });
world.on('state', () => {
  settle();
  showBanner();
});
let connected = true;
void start();

async function start() {
  addEventListener('hashchange', followLink);
  const asked = new URLSearchParams(location.search).get('as');
  world.setMe(asked ?? localStorage.getItem(KEPT_PERSON) ?? '');
  await refreshState();
  follow((up) => {
    connected = up;
    showBanner();
  });
}

/** Opens another channel where the current one is gone, or not visible to the acting person. */
function settle() {
  const open = world.myGuilds().flatMap((guild) => world.visibleChannels(guild));
  const here = world.channelId;
  if (here && (here === world.myDm() || open.some(({ id }) => id === here))) return;
  const wanted = open.find(({ id }) => id === location.hash.slice(1)) ?? open[0];
  if ((wanted?.id ?? '') !== here) openChannel(wanted?.id ?? '');
}

/** Opens the channel of the address: after a click on a link to it, or after back and forward. */
function followLink() {
  const open = world.myGuilds().flatMap((guild) => world.visibleChannels(guild));
  const linked = location.hash.slice(1);
  if (linked !== world.channelId && open.some(({ id }) => id === linked)) openChannel(linked);
}

/** @param {string} id */
function openChannel(id) {
  world.setChannel(id);
  history.replaceState(null, '', `${location.pathname}${location.search}#${id}`);
  void loadChannel();
}

async function openDm() {
  const known = world.myDm();
  if (known) return openChannel(known);
  const opened = await attempt(api.openDm(world.me));
  if (!opened) return;
  await refreshState();
  openChannel(opened.channelId);
}

/** @param {string} userId */
function actAs(userId) {
  const wasDm = world.channelId === world.myDm();
  world.setMe(userId);
  localStorage.setItem(KEPT_PERSON, userId);
  history.replaceState(null, '', `${location.pathname}${location.hash}`);
  world.unread.clear();
  openChannel(wasDm ? '' : world.channelId);
  world.emit('state');
  follow((up) => {
    connected = up;
    showBanner();
  });
}

function showBanner() {
  const banner = byId('banner');
  const text = !connected
    ? t('lost')
    : world.state.bot.id !== '0' && !world.state.online
      ? t('botOffline')
      : '';
  banner.className = connected ? 'calm' : '';
  if (banner.textContent !== text) banner.textContent = text;
  banner.hidden = text === '';
}
