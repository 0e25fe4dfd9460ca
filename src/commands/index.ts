// Every command, listed once.
import { ApplicationIntegrationType, PermissionFlagsBits } from 'discord.js';
import { alerts } from './alerts.ts';
import { ask } from './ask.ts';
import { chat } from './chat.ts';
import type { AppCommand, Command } from './command.ts';
import { event } from './event.ts';
import { helpAbout } from './help.ts';
import { messageMenus } from './menus/index.ts';
import { mood } from './mood.ts';
import { privacy } from './privacy.ts';
import { report } from './report.ts';
import { role } from './role.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { status } from './status.ts';
import { watch } from './watch.ts';

export { handleInteraction } from './dispatch.ts';
export { createDrafts } from './setup/drafts.ts';
export { createTurns } from './turns.ts';
export { createUndos } from './undos.ts';
export type { CommandContext } from './command.ts';

/** Discord shows a command to those who hold all the rights that are registered with it. */
type Registered<Of extends AppCommand> = Of & {
  readonly data: Of['data'] & {
    readonly default_member_permissions?: string;
    readonly integration_types: ApplicationIntegrationType[];
  };
};

function registered<Of extends AppCommand>(command: Of): Registered<Of> {
  // Without these words Discord would offer each command to people who installed the bot for themselves.
  const integration_types = command.data.integration_types ?? [ApplicationIntegrationType.GuildInstall];
  const data = { ...command.data, integration_types };
  const rights = command.need.anyOf.map((right) => PermissionFlagsBits[right]);
  if (rights.length === 0) return { ...command, data };
  const bits = rights.reduce((all, right) => all | right, 0n);
  return { ...command, data: { ...data, default_member_permissions: bits.toString() } };
}

/** In the order in which help tells of them: those that everyone may use come first. */
const LISTED: readonly Command[] = [
  mood,
  privacy,
  ask,
  chat,
  role,
  alerts,
  report,
  event,
  status,
  setup,
  watch,
  settings,
];

/** `data` is what Discord registers. */
export const commands: readonly Registered<Command>[] = [...LISTED, helpAbout(LISTED, messageMenus)].map(
  registered,
);

/** The commands and the message menus: all that is registered and answered. */
export const appCommands: readonly Registered<AppCommand>[] = [...commands, ...messageMenus.map(registered)];
