// The control routes of the local server: how the page and the tests act as people.
// JSON over HTTP under /control. Errors are {error} with a 4xx status. README.md lists the routes.
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIEmoji,
  APIGuildMember,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIUser,
  RESTAPIPoll,
} from 'discord-api-types/v10';

/** GET /control/state */
export interface State {
  readonly bot: APIUser;
  /** The bot's gateway session is up. */
  readonly online: boolean;
  readonly users: APIUser[];
  readonly guilds: {
    readonly id: string;
    readonly name: string;
    readonly ownerId: string;
    readonly channels: APIChannel[];
    readonly roles: APIRole[];
    readonly members: APIGuildMember[];
    /** The bot is a member. */
    readonly hasBot: boolean;
  }[];
  readonly dms: { readonly channelId: string; readonly userId: string }[];
  /** Whose events are being read, e.g. by an open page. */
  readonly readers: string[];
  /** What the host serves beside the page: the first parts of the paths, e.g. "/extra". */
  readonly mounts: string[];
}

/** POST /control/guilds -> {id}. The bot joins unless `withoutBot`. */
export interface NewGuild {
  readonly name: string;
  readonly ownerId: string;
  /** Text channels to make. Private ones deny @everyone ViewChannel. */
  readonly channels: { readonly name: string; readonly isPrivate?: boolean }[];
  /** Permission bits of the bot's managed role; default: those of `startLocalServer({bot})`. */
  readonly botPermissions?: string;
  readonly preferredLocale?: string;
  readonly withoutBot?: boolean;
}

/** POST /control/guilds/:guildId/bot joins the bot, DELETE removes it. PATCH /control/guilds/:guildId/bot {permissions} changes its role. */

/** POST /control/users -> {id}. The person joins these guilds and has these permission bits there. */
export interface NewUser {
  readonly username: string;
  readonly displayName?: string;
  readonly locale?: string;
  readonly guildIds?: string[];
  /** Bits, e.g. of ManageGuild for a moderator. The person gets a role with them. */
  readonly permissions?: string;
  readonly isBot?: boolean;
}

/** PUT /control/installs/:userId: the person adds the application to their account; DELETE takes it away. */

/** POST /control/guilds/:guildId/roles -> {id} */
export interface NewRole {
  readonly name: string;
  /** Bits. */
  readonly permissions: string;
}

/** PUT /control/guilds/:guildId/members/:userId/roles/:roleId gives the person a role, DELETE takes it away. */

/** POST /control/channels -> {id}; DELETE /control/channels/:id */
export interface NewChannel {
  readonly guildId: string;
  readonly name: string;
  readonly isPrivate?: boolean;
}

/** POST /control/dms -> {channelId}: opens the person's DM with the bot. */
export interface OpenDm {
  readonly userId: string;
}

/** POST /control/messages -> APIMessage */
export interface NewPersonMessage {
  readonly channelId: string;
  readonly authorId: string;
  readonly content: string;
  readonly replyTo?: string;
  /** Then `content` is ''. */
  readonly forward?: { readonly channelId: string; readonly messageId: string };
  readonly poll?: RESTAPIPoll;
  /** Names. */
  readonly stickers?: readonly string[];
  /** A voice message: `content` is '', and `files` holds its sound alone. */
  readonly voice?: { readonly seconds: number };
  readonly files?: { readonly name: string; readonly contentType: string; readonly base64: string }[];
  /** ISO 8601, in the past: the message's id and timestamp are of that moment. */
  readonly at?: string;
}

/** POST /control/webhook-messages -> APIMessage: a webhook of the channel writes under any name. */
export interface NewWebhookMessage {
  readonly channelId: string;
  readonly name: string;
  readonly content: string;
  /** Default: another one each time. */
  readonly webhookId?: string;
}

/** PATCH /control/messages/:channelId/:messageId {authorId, content}; DELETE the same {authorId}; POST /control/messages/bulk-delete {channelId, messageIds} */

/** GET /control/messages?channelId&userId&limit&before -> what that person sees, oldest first, with the ephemeral messages for them */
export type Messages = APIMessage[];

/** PUT or DELETE /control/reactions */
export interface Reaction {
  readonly channelId: string;
  readonly messageId: string;
  readonly userId: string;
  readonly emoji: APIEmoji['name'];
}

/** POST /control/typing {channelId, userId} */

/** GET /control/commands?guildId&userId -> what is registered; with `userId`: what is installed for that person there */
export type Commands = APIApplicationCommand[];

/** POST /control/commands -> Invocation. Checked as Discord checks: known command, required options, types, default_member_permissions. */
export interface RunCommand {
  readonly channelId: string;
  readonly userId: string;
  readonly name: string;
  /** For context-menu commands: the message or user aimed at. */
  readonly targetId?: string;
  /** e.g. ["webhooks", "test"] */
  readonly subcommands?: string[];
  /** By option name; channels, users and roles by id. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

/** POST /control/autocomplete {...RunCommand, focused: option name} -> choices */
export type Autocomplete = RunCommand & { readonly focused: string };
export type Choices = APIApplicationCommandOptionChoice[];

/** POST /control/components -> Invocation */
export interface UseComponent {
  readonly channelId: string;
  readonly userId: string;
  readonly messageId: string;
  readonly customId: string;
  /** For select menus. */
  readonly values?: string[];
}

/** POST /control/modals -> Invocation */
export interface SubmitModal {
  readonly channelId: string;
  readonly userId: string;
  /** The interaction that was answered with the modal. */
  readonly interactionId: string;
  /** By custom id: a text, one choice, or several. What is left out stays as the modal had it. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * The first answer to an interaction. The server waits up to 3 s for it, as Discord does.
 * What follows (deferred content, edits, follow-ups) comes over the events or GET /control/messages.
 */
export interface Invocation {
  readonly interactionId: string;
  readonly outcome: 'message' | 'deferred' | 'updated' | 'modal' | 'failed';
  readonly message?: APIMessage;
  readonly modal?: APIModalInteractionResponseCallbackData;
}

/** PUT /control/filter: posts and edits of the bot that contain one of the texts are refused, as Discord refuses content. */
export interface ContentFilter {
  readonly texts: readonly string[];
  /** Default: 240000, a filtered link. */
  readonly code?: number;
}

/**
 * POST /control/gateway: for tests. `close` ends every session with a close code, 4000 to 4999; `dispatch` sends every
 * session an event as it is given, whatever it holds.
 */
export type GatewayAction =
  | { readonly action: 'dispatch'; readonly t: string; readonly d: Readonly<Record<string, unknown>> }
  | { readonly action: 'drop' | 'reconnect' | 'invalidate' }
  | { readonly action: 'close'; readonly code: number };

/** GET /control/events?userId: server-sent events, `data:` one JSON object each. Ephemeral messages come only to their person. */
export type ControlEvent =
  | { readonly type: 'state' }
  | { readonly type: 'message'; readonly message: APIMessage }
  | { readonly type: 'edit'; readonly message: APIMessage }
  | { readonly type: 'delete'; readonly channelId: string; readonly ids: string[] }
  | { readonly type: 'reactions'; readonly message: APIMessage }
  | { readonly type: 'typing'; readonly channelId: string; readonly userId: string }
  | { readonly type: 'tag'; readonly tag: MessageTag }
  | { readonly type: 'caption'; readonly caption: Caption | null };

/**
 * PUT /control/caption: what every open page tells above its messages, until DELETE /control/caption. Who opens a page
 * later is told it too.
 */
export interface Caption {
  /** 1…`of` */
  readonly step: number;
  readonly of: number;
  /** By the language of the page; English where there is none in it. */
  readonly texts: Readonly<Record<string, string>> & { readonly en: string };
  /** Pages open this channel, at this message, where their person can see it; at its end, where it is too tall to be seen whole. */
  readonly show?: { readonly channelId: string; readonly messageId?: string; readonly atEnd?: boolean };
}

/**
 * What the host program shows beside a message on the page. Discord has no such thing. The page gives it to the host's
 * plug-in, which draws it. GET /control/tags?channelId&ids=1,2 -> MessageTag[]
 */
export interface MessageTag {
  readonly channelId: string;
  readonly messageId: string;
}
