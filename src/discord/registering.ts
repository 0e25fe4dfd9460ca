// Registers commands with Discord, and only when they are not what Discord holds already.
import {
  ApplicationCommandType,
  DiscordAPIError,
  type Client,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';

type Body = RESTPostAPIApplicationCommandsJSONBody;

/** As many message menus as every Discord-compatible server takes. */
const FEW_MENUS = 5;

/**
 * Afterwards the client knows the ids of all of them. A server that refuses the list gets it with five message menus, and
 * where it refuses that too, nothing: the log says so. Returns whether anything was written. Throws where Discord cannot
 * be reached.
 */
export async function registerCommands(
  client: Client<true>,
  wanted: readonly Body[],
  log: Log,
): Promise<boolean> {
  const fewer = withFewMenus(wanted);
  const refusal = await tryWriting(client, wanted);
  if (!(refusal instanceof DiscordAPIError)) return refusal;
  const second = fewer.length < wanted.length ? await tryWriting(client, fewer) : refusal;
  if (!(second instanceof DiscordAPIError)) {
    const left = wanted.filter((one) => !fewer.includes(one)).map(({ name }) => name);
    log.warn(
      { reason: reasonOf(refusal), left },
      'not every message menu could be registered: this server takes five',
    );
    return second;
  }
  log.error(
    { reason: reasonOf(second) },
    'the commands were refused, so new ones are missing: ask whoever runs the server at DISCORD_API_URL what it takes, and start again',
  );
  return false;
}

/** Whether anything was written, or why the server refused. */
async function tryWriting(client: Client<true>, wanted: readonly Body[]): Promise<boolean | DiscordAPIError> {
  try {
    return await writeCommands(client, wanted);
  } catch (error) {
    if (error instanceof DiscordAPIError) return error;
    throw error;
  }
}

async function writeCommands(client: Client<true>, wanted: readonly Body[]): Promise<boolean> {
  const { commands } = client.application;
  const held = await commands.fetch({ withLocalizations: true });
  const isHeld = (body: Body) =>
    held.some(
      (command) =>
        command.type === (body.type ?? ApplicationCommandType.ChatInput) &&
        command.equals(body as never, true),
    );
  if (held.size === wanted.length && wanted.every(isHeld)) return false;
  await commands.set([...wanted]);
  return true;
}

/** The first five message menus, and everything else. */
function withFewMenus(wanted: readonly Body[]): readonly Body[] {
  const menus = wanted.filter(({ type }) => type === ApplicationCommandType.Message);
  const left = new Set(menus.slice(FEW_MENUS));
  return wanted.filter((one) => !left.has(one));
}
