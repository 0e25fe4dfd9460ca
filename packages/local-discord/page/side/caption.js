// @ts-check
// The strip above the messages that tells what happens. The page follows it, until the person goes elsewhere.
import { byId, fill, h } from '../dom.js';
import { language, t } from '../words.js';
import * as world from '../world/world.js';

/** @typedef {import('../../src/control/protocol.ts').Caption} Caption */

const strip = h('section', { id: 'caption', 'aria-live': 'polite', hidden: true });
/** @type {Caption | null} */
let told = null;
let isFollowing = true;
/** What it points to is still to be opened: the page may not know the channel yet. */
let isNew = false;

/** @param {(place: NonNullable<Caption['show']>, isAsked: boolean) => void} open `isAsked`: the person wants to be led */
export function startCaption(open) {
  byId('top').after(strip);
  const follow = (isAsked = false) => {
    const show = told?.show;
    const isKnown = show && world.guildOf(show.channelId) !== undefined;
    if (!isNew || !isFollowing || !isKnown) return;
    isNew = false;
    open(show, isAsked);
  };
  const back = () => {
    isFollowing = isNew = true;
    draw(back);
    follow(true);
  };
  world.on('caption', (/** @type {Caption | null} */ caption) => {
    if (!told) isFollowing = true;
    told = caption;
    isNew = caption !== null;
    draw(back);
    follow();
  });
  world.on('state', () => follow());
  world.on('wandered', () => {
    isFollowing = false;
    draw(back);
  });
}

/** @param {() => void} back */
function draw(back) {
  strip.hidden = !told;
  if (!told) return fill(strip);
  const { step, of, texts } = told;
  strip.setAttribute('data-step', String(step));
  const dots = Array.from({ length: of }, (_, at) => h('i', { class: at < step ? 'done' : '' }));
  fill(
    strip,
    h('b', null, `${step}/${of}`),
    h('p', null, texts[language] ?? texts.en),
    !isFollowing && h('button', { type: 'button', class: 'button secondary', onclick: back }, t('follow')),
    h('span', { class: 'steps', 'aria-hidden': 'true' }, ...dots),
  );
}
