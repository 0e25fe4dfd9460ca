// What is gone or hidden on Discord, as an answer and not as an error.
import { DiscordAPIError, RESTJSONErrorCodes, type TextBasedChannel } from 'discord.js';

/** Null where Discord says that it is gone or hidden; rejects where Discord does not say. */
export async function orNull<T>(fetching: Promise<T>): Promise<T | null> {
  try {
    return await fetching;
  } catch (error) {
    if (error instanceof DiscordAPIError) return null;
    throw error;
  }
}

/** Deletes a message; one that is gone already stays gone. */
export async function removeMessage(channel: TextBasedChannel, id: string): Promise<void> {
  try {
    await channel.messages.delete(id);
  } catch (error) {
    const isGone = error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage;
    if (!isGone) throw error;
  }
}
