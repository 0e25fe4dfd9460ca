// Links that open a command in the Discord client; plain text where the command's id is not known.
import { chatInputApplicationCommandMention, type Client } from 'discord.js';

/** Mentions a command by its path, e.g. "settings reports" or "settings webhooks add". */
export type Link = (path: string) => string;

/** Reads the ids from the client's cache, which registering the commands fills. */
export function linksOf(client: Client): Link {
  const ids = new Map(client.application?.commands.cache.map(({ name, id }) => [name, id]));
  return (path) => {
    const id = ids.get(path.split(' ', 1)[0] ?? '');
    // Discord writes a group and its subcommand as further words of the name.
    return id === undefined ? `\`/${path}\`` : chatInputApplicationCommandMention(path, id);
  };
}
