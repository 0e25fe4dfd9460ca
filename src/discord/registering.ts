// Registers commands with Discord, and only when they are not what Discord holds already.
import { ApplicationCommandType, type Client, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';

/** Afterwards the client knows the ids of all of them. Returns whether anything was written. */
export async function registerCommands(
  client: Client<true>,
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<boolean> {
  const { commands } = client.application;
  const held = await commands.fetch({ withLocalizations: true });
  const isHeld = (body: RESTPostAPIApplicationCommandsJSONBody) =>
    held.some(
      (command) =>
        command.type === (body.type ?? ApplicationCommandType.ChatInput) &&
        // Discord fills in where an app can be installed; nothing here asks for it.
        command.equals({ ...body, integration_types: command.integrationTypes } as never, true),
    );
  if (held.size === wanted.length && wanted.every(isHeld)) return false;
  await commands.set([...wanted]);
  return true;
}
