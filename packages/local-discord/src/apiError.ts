// A refusal in Discord's words: the HTTP status, Discord's code and message, and the fields of the body at fault.

export interface FieldErrors {
  readonly [field: string]: FieldErrors | readonly { readonly code: string; readonly message: string }[];
}

export class ApiError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 429,
    readonly code: number,
    message: string,
    readonly errors?: FieldErrors,
  ) {
    super(message);
  }

  get body(): { code: number; message: string; errors?: FieldErrors } {
    return { code: this.code, message: this.message, ...(this.errors && { errors: this.errors }) };
  }
}

export const unauthorized = () => new ApiError(401, 0, '401: Unauthorized');
export const unknownRoute = () => new ApiError(404, 0, '404: Not Found');
export const unknownChannel = () => new ApiError(404, 10003, 'Unknown Channel');
export const unknownGuild = () => new ApiError(404, 10004, 'Unknown Guild');
export const unknownMember = () => new ApiError(404, 10007, 'Unknown Member');
export const unknownMessage = () => new ApiError(404, 10008, 'Unknown Message');
export const unknownRole = () => new ApiError(404, 10011, 'Unknown Role');
export const unknownUser = () => new ApiError(404, 10013, 'Unknown User');
export const unknownEmoji = () => new ApiError(400, 10014, 'Unknown Emoji');
export const unknownWebhook = () => new ApiError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = () => new ApiError(404, 10062, 'Unknown interaction');
export const unknownCommand = () => new ApiError(404, 10063, 'Unknown application command');
export const missingAccess = () => new ApiError(403, 50001, 'Missing Access');
export const notTheAuthor = () => new ApiError(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = () => new ApiError(400, 50006, 'Cannot send an empty message');
export const missingPermissions = () => new ApiError(403, 50013, 'Missing Permissions');
export const invalidWebhookToken = () => new ApiError(401, 50027, 'Invalid Webhook Token');
export const alreadyAcknowledged = () =>
  new ApiError(400, 40060, 'Interaction has already been acknowledged.');
export const tooManyFollowUps = () =>
  new ApiError(400, 40094, 'This interaction has hit the maximum number of follow up messages');
export const tooLarge = () => new ApiError(413, 40005, 'Request entity too large');
export const cannotExecuteOnSystemMessage = () =>
  new ApiError(403, 50021, 'Cannot execute action on a system message');
export const invalidSticker = () => new ApiError(400, 50081, 'Invalid sticker sent');
export const cannotForward = () =>
  new ApiError(400, 160014, 'Cannot forward a message whose content is unreadable');
export const voiceWithMore = () =>
  new ApiError(400, 50159, 'Voice messages do not support additional content.');
export const voiceNeedsOneFile = () =>
  new ApiError(400, 50160, 'Voice messages must have a single audio attachment.');
export const voiceNeedsMetadata = () =>
  new ApiError(400, 50161, 'Voice messages must have supporting metadata.');
export const cannotReplyUnread = () =>
  new ApiError(400, 160002, 'Cannot reply without permission to read message history');

/** Discord's "Invalid Form Body" for one field, named by its path: ["embeds", 0, "title"]. */
export function invalidForm(path: readonly PropertyKey[], code: string, message: string): ApiError {
  return invalidForms([{ path, code, message }]);
}

export function invalidForms(
  problems: readonly { path: readonly PropertyKey[]; code: string; message: string }[],
): ApiError {
  const root: Record<string, unknown> = {};
  for (const { path, code, message } of problems) {
    let at = root;
    for (const key of path) at = (at[String(key)] ??= {}) as Record<string, unknown>;
    ((at['_errors'] ??= []) as unknown[]).push({ code, message });
  }
  return new ApiError(400, 50035, 'Invalid Form Body', root as FieldErrors);
}
