// Tells whether Discord refused a post because of its content, so that a plainer form of it may be accepted.
import { DiscordAPIError, HTTPError, RESTJSONErrorCodes } from 'discord.js';

/** Discord's codes that blame the content: filtered links, automatic moderation, a body that breaks a limit. */
const ABOUT_CONTENT: ReadonlySet<number | string> = new Set<number>([
  RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter,
  RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration,
  RESTJSONErrorCodes.TitleWasBlockedByAutomaticModeration,
  RESTJSONErrorCodes.ExplicitContentCannotBeSentToTheDesiredRecipient,
  RESTJSONErrorCodes.RequestEntityTooLarge,
  RESTJSONErrorCodes.InvalidFormBodyOrContentType,
]);

/** Whether Discord refused the content of a post (not the channel, the rights or the moment). */
export function isContentRefusal(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return ABOUT_CONTENT.has(error.code);
  return error instanceof HTTPError && error.status === 413;
}
