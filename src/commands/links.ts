// Links that open a command in the Discord client; plain text where the command's id is not known.
import { chatInputApplicationCommandMention, type Client } from 'discord.js';

/** Mentions a command by its path, e.g. "settings reports". */
export type Link = (path: string) => string;

/** Reads the ids from the client's cache, which registering the commands fills. */
export function linksOf(client: Client): Link {
  const ids = new Map(client.application?.commands.cache.map(({ name, id }) => [name, id]));
  return (path) => {
    const [name = '', subcommand] = path.split(' ');
    const id = ids.get(name);
    if (id === undefined) return `\`/${path}\``;
    return subcommand === undefined
      ? chatInputApplicationCommandMention(name, id)
      : chatInputApplicationCommandMention(name, subcommand, id);
  };
}
