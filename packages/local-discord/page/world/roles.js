// @ts-check
// Roles that carry rights over a server, as far as one person can be given them.
import { t } from '../words.js';
import { ADMINISTRATOR, MANAGE_GUILD, MANAGE_MESSAGES, MODERATOR } from './permissions.js';

/** @typedef {import('./permissions.js').Guild} Guild */
/**
 * `id` is empty where the server has no such role yet.
 * @typedef {{id: string, name: string, permissions: bigint, isHeld: boolean}} Role
 */

/** @type {readonly (readonly [bigint, import('../words.js').Word])[]} */
const RIGHTS = [
  [MANAGE_GUILD, 'manageServer'],
  [1n << 4n, 'manageChannels'],
  [MANAGE_MESSAGES, 'manageMessages'],
  [1n << 40n, 'timeOut'],
];
const RULING = RIGHTS.reduce((bits, [bit]) => bits | bit, ADMINISTRATOR);
/** The role that a person was made with. Nobody else needs it. */
const OF_ONE = /'s role$/;

/** @param {Guild} guild @param {string} userId @returns {Role[]} */
export function rolesFor(guild, userId) {
  const held = guild.members.find(({ user }) => user.id === userId)?.roles ?? [];
  const here = guild.roles
    .filter(({ id, managed, permissions }) => id !== guild.id && !managed && BigInt(permissions) & RULING)
    .map(({ id, name, permissions }) => ({
      id,
      name,
      permissions: BigInt(permissions),
      isHeld: held.includes(id),
    }))
    .filter(({ name, isHeld }) => isHeld || !OF_ONE.test(name));
  const usual = [
    { id: '', name: 'Moderator', permissions: MODERATOR, isHeld: false },
    { id: '', name: 'Manager', permissions: MANAGE_GUILD, isHeld: false },
  ];
  return [...here, ...usual.filter(({ name }) => !here.some((role) => role.name === name))];
}

/** @param {Role} role */
export const roleName = ({ name }) =>
  name === 'Moderator' ? t('roleModerator') : name === 'Manager' ? t('roleManager') : name;

/** "manage the server, manage channels" @param {Role} role */
export const rightsText = ({ permissions }) =>
  permissions & ADMINISTRATOR
    ? t('administrator')
    : RIGHTS.filter(([bit]) => permissions & bit)
        .map(([, word]) => t(word))
        .join(t('comma'));
