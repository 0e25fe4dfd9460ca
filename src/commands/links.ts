// Links to commands, which open them in the client; plain text where their ids are not known.
import { chatInputApplicationCommandMention, type Client } from 'discord.js';

/** Mentions a command by its path, e.g. "settings reports". */
export type Link = (path: string) => string;

/** Ids come from registering the commands, which fills the cache. */
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
