// @ts-check
// Several people write the lines of a plug-in into the open channel, one after the other.
import { attempt } from '../act.js';
import { toast } from '../dialogs/toast.js';
import { h } from '../dom.js';
import { api } from '../net/api.js';
import { plugin } from '../plugin/plugin.js';
import { language, t } from '../words.js';
import { channelName } from '../world/names.js';
import { permissionsIn, SEND_MESSAGES, VIEW_CHANNEL } from '../world/permissions.js';
import * as world from '../world/world.js';

const FEWEST_WRITERS = 3;
const MOST_WRITERS = 6;
const PAUSE_MS = 250;

/** What is being written now. @type {{done: number, total: number, isStopped: boolean} | undefined} */
let running;

const bursts = plugin.bursts?.({ h, language }) ?? [];

/** @param {number} n */
const labelOf = (n) =>
  running ? t('burstStop', { done: running.done, total: running.total }) : (bursts[n]?.text ?? '');

/** Buttons for the column, one for each burst of the plug-in. @returns {Node[]} */
export function burstRows() {
  if (!running && !channelName(world.channelId)) return [];
  return bursts.map(({ sign, lines }, n) => {
    const press = () => {
      if (running) running.isStopped = true;
      else void write(lines);
    };
    return h(
      'li',
      null,
      h(
        'button',
        { type: 'button', id: `burst-${n}`, class: 'channel', onclick: press },
        h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
        h('span', { class: 'label' }, labelOf(n)),
      ),
    );
  });
}

/** In place: a button that is replaced under the finger is not pressed. */
function relabel() {
  for (const [n] of bursts.entries()) {
    const label = document.querySelector(`#burst-${n} .label`);
    if (label) label.textContent = labelOf(n);
  }
}

/** @param {number} n which of the plug-in's */
export function startBurst(n) {
  const burst = bursts[n];
  if (burst && !running) void write(burst.lines);
}

/** @param {readonly string[]} lines */
async function write(lines) {
  const { channelId } = world;
  const channel = `#${channelName(channelId)}`;
  const writers = writersIn();
  if (writers.length < FEWEST_WRITERS) return toast(t('burstFew', { channel }));
  running = { done: 0, total: lines.length, isStopped: false };
  relabel();
  for (const [n, content] of lines.entries()) {
    const authorId = writers[n % writers.length] ?? '';
    const sent = await attempt(api.send({ channelId, authorId, content }));
    if (!sent || running.isStopped) break;
    running.done += 1;
    relabel();
    await new Promise((go) => setTimeout(go, PAUSE_MS));
  }
  const count = running.done;
  running = undefined;
  relabel();
  toast(t('burstDone', { channel, count }));
}

/** People who may write in the open channel; who acts comes last. */
function writersIn() {
  const guild = world.guildOf();
  const channel = world.channelOf();
  if (!guild) return [];
  const may = VIEW_CHANNEL | SEND_MESSAGES;
  const ids = world.people().map(({ id }) => id);
  return [...ids.filter((id) => id !== world.me), world.me]
    .filter((id) => (permissionsIn(guild, id, channel) & may) === may)
    .slice(0, MOST_WRITERS);
}
