// @ts-check
// What the host plays in a tab of its own, such as a story.
import { attempt } from '../act.js';
import { api } from '../net/api.js';
import { plugin } from '../plugin/plugin.js';
import { h } from '../dom.js';
import { language } from '../words.js';
import * as world from '../world/world.js';

/** Those of the plug-in that the host serves. */
export const plays = () =>
  (plugin.plays?.({ h, language }) ?? []).filter(({ path }) => world.state.mounts.includes(path));

/**
 * Played again, it takes the tab that it had. Where the browser opens no tab it is shown in this one.
 * @param {string} path
 */
export async function begin(path) {
  if (!(await attempt(api.begin(path)))) return;
  if (!window.open(`${path}/`, `local-discord${path}`)) location.assign(`${path}/`);
}
