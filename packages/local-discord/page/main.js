// @ts-check
// Starts the page: language, views, the first person and channel, the live feed.
import { attempt } from './act.js';
import { focusComposer, isWriting, startComposer } from './compose/composer.js';
import { byId } from './dom.js';
import { toast } from './dialogs/toast.js';
import { jumpTo, startList } from './message/list.js';
import { api } from './net/api.js';
import { follow, loadChannel, refreshState } from './net/sync.js';
import { startCaption } from './side/caption.js';
import { startSidebar } from './side/sidebar.js';
import { startWelcome } from './side/welcome.js';
import { language, t } from './words.js';
import * as world from './world/world.js';

const KEPT_PERSON = 'local-discord.person';

document.documentElement.lang = language;
showSkip();
startList();
startComposer();
startSidebar({ openChannel: wander, openDm, actAs });
startWelcome();
startCaption(show);
world.on('state', () => {
  settle();
  showBanner();
});
world.on('messages', (what) => {
  if (what !== 'older' && isFollowing) showWanted();
});
let connected = true;
/** The feed was open once. What was loaded before is loaded anew then. */
let isFollowing = false;
/** A message that is shown when its channel is loaded; '': none. */
let wanted = linked().message;
/** Its end is to be seen, where it is taller than the list. */
let wantsEnd = false;
void start();

async function start() {
  addEventListener('hashchange', followLink);
  const asked = new URLSearchParams(location.search).get('as');
  world.setMe(asked ?? localStorage.getItem(KEPT_PERSON) ?? '');
  await refreshState();
  follow(onConnection);
}

/** @param {boolean} up */
function onConnection(up) {
  connected = up;
  if (up) isFollowing = true;
  showBanner();
}

/** Opens another channel where the current one is gone, or not visible to the acting person. */
function settle() {
  const open = world.myGuilds().flatMap((guild) => world.visibleChannels(guild));
  const here = world.channelId;
  if (here && (here === world.myDm() || open.some(({ id }) => id === here))) return;
  const first = open.find(({ id }) => id === linked().channel) ?? open[0];
  if ((first?.id ?? '') !== here) openChannel(first?.id ?? '');
}

/** What the address names: "#CHANNEL" or "#CHANNEL/MESSAGE". */
function linked() {
  const [channel = '', message = ''] = location.hash.slice(1).split('/');
  return { channel, message };
}

/** Opens what the address names: after a click on a link to it, or after back and forward. */
function followLink() {
  const { channel, message } = linked();
  const open = world.myGuilds().flatMap((guild) => world.visibleChannels(guild));
  if (channel !== world.myDm() && !open.some(({ id }) => id === channel)) {
    if (message) toast(t('unseen'));
    return;
  }
  wanted = message;
  world.emit('wandered');
  if (channel !== world.channelId) openChannel(channel);
  else if (message) {
    showAddress(channel);
    showWanted();
  }
}

/** Where the person goes, they are not led away from. @param {string} id */
function wander(id) {
  world.emit('wandered');
  openChannel(id);
}

/**
 * Leads the page to a channel and, where one is named, to its message; nobody away from what they write, unless they ask.
 * @param {NonNullable<import('../src/control/protocol.ts').Caption['show']>} place
 * @param {boolean} isAsked
 */
function show({ channelId: channel, messageId = '', atEnd = false }, isAsked) {
  const open = world.myGuilds().flatMap((guild) => world.visibleChannels(guild));
  if (!open.some(({ id }) => id === channel)) return;
  const isElsewhere = channel !== world.channelId;
  if (!isAsked && (isElsewhere || messageId) && isWriting()) return world.emit('wandered');
  wanted = messageId;
  wantsEnd = atEnd;
  if (isElsewhere) openChannel(channel);
  else showWanted();
}

function showWanted() {
  if (wanted) void jumpTo(wanted, wantsEnd);
  wanted = '';
  wantsEnd = false;
}

/** @param {string} id */
function openChannel(id) {
  world.setChannel(id);
  showAddress(id);
  void loadChannel();
}

/** Without a message: the same link works again. @param {string} channel */
function showAddress(channel) {
  history.replaceState(null, '', `${location.pathname}${location.search}#${channel}`);
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
  follow(onConnection);
}

/** The first thing that the keyboard meets: past all channels and messages to the field that one writes in. */
function showSkip() {
  const skip = byId('skip');
  skip.textContent = t('skip');
  skip.addEventListener('click', focusComposer);
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
