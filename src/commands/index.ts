// Every command, listed once.
import { PermissionFlagsBits } from 'discord.js';
import { alerts } from './alerts.ts';
import { chat } from './chat.ts';
import type { AppCommand, Command } from './command.ts';
import { event } from './event.ts';
import { helpAbout } from './help.ts';
import { messageMenus } from './menus/index.ts';
import { mood } from './mood.ts';
import { privacy } from './privacy.ts';
import { report } from './report.ts';
import { settings } from './settings.ts';
import { status } from './status.ts';

export { handleInteraction } from './dispatch.ts';
export { createUndos } from './undos.ts';
export type { CommandContext } from './command.ts';

/** Discord shows a command to those who hold all the rights that are registered with it. */
type Registered<Of extends AppCommand> = Of & {
  readonly data: Of['data'] & { readonly default_member_permissions?: string };
};

function registered<Of extends AppCommand>(command: Of): Registered<Of> {
  const rights = command.need.anyOf.map((right) => PermissionFlagsBits[right]);
  if (rights.length === 0) return command;
  const bits = rights.reduce((all, right) => all | right, 0n);
  return { ...command, data: { ...command.data, default_member_permissions: bits.toString() } };
}

/** In the order in which help tells of them: those that everyone may use come first. */
const LISTED: readonly Command[] = [mood, privacy, chat, alerts, report, event, status, settings];

/** `data` is what Discord registers. */
export const commands: readonly Registered<Command>[] = [...LISTED, helpAbout(LISTED, messageMenus)].map(
  registered,
);

/** The commands and the message menus: all that is registered and answered. */
export const appCommands: readonly Registered<AppCommand>[] = [...commands, ...messageMenus.map(registered)];
