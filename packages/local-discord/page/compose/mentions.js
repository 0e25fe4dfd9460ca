// @ts-check
// Translates mentions: "@Name" and "#channel" in the composer, <@id> and <#id> in the message.
import { nameOf } from '../world/names.js';
import { guildOf, people, state, visibleChannels } from '../world/world.js';

/** @typedef {{label: string, wire: string, hint: string}} Target */

/** Everybody and every channel that can be mentioned here, longest label first. @returns {Target[]} */
function targets() {
  const guild = guildOf();
  const users = guild ? guild.members.map(({ user }) => user) : [...people(), state.bot];
  const found = [
    ...users.map((user) => ({
      label: `@${nameOf(user.id, user)}`,
      wire: `<@${user.id}>`,
      hint: user.username,
    })),
    ...(guild ? visibleChannels(guild) : []).map(({ id, name }) => ({
      label: `#${name ?? id}`,
      wire: `<#${id}>`,
      hint: '',
    })),
    ...(guild?.roles ?? [])
      .filter(({ id, managed }) => id !== guild?.id && !managed)
      .map(({ id, name }) => ({ label: `@${name}`, wire: `<@&${id}>`, hint: 'role' })),
  ];
  return found.sort((a, b) => b.label.length - a.label.length);
}

/** The half-written mention before the cursor. @param {string} before @returns {string | null} with its @ or # */
export const unfinished = (before) => /(?:^|\s)([@#][^\s@#]{0,32})$/.exec(before)?.[1] ?? null;

/** @param {string} typed @returns {Target[]} at most eight */
export function suggestions(typed) {
  const wanted = typed.slice(1).toLowerCase();
  const fits = targets().filter(
    ({ label, hint }) =>
      label[0] === typed[0] &&
      (label.slice(1).toLowerCase().includes(wanted) || hint.toLowerCase().startsWith(wanted)),
  );
  const rank = (/** @type {Target} */ { label }) => (label.slice(1).toLowerCase().startsWith(wanted) ? 0 : 1);
  return fits.sort((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label)).slice(0, 8);
}

/** The written text in the form that Discord is sent. @param {string} text */
export function toWire(text) {
  return targets().reduce((sent, { label, wire }) => replaceWord(sent, label, wire), text);
}

/** The other way round, for editing. @param {string} content */
export function fromWire(content) {
  return targets().reduce((shown, { label, wire }) => shown.replaceAll(wire, label), content);
}

/** Replaces the label, except inside a longer word or an address. @param {string} text @param {string} label @param {string} wire */
function replaceWord(text, label, wire) {
  let out = '';
  let at = 0;
  for (let found = text.indexOf(label); found !== -1; found = text.indexOf(label, at)) {
    const end = found + label.length;
    const free = !/[\w/]/.test(text[found - 1] ?? '') && !/\w/.test(text[end] ?? '');
    out += text.slice(at, found) + (free ? wire : label);
    at = end;
  }
  return out + text.slice(at);
}
