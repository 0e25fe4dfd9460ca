// A typed client of the control routes: acts as people and waits for what they see, without polling.
import type { APIMessage } from 'discord-api-types/v10';
import type * as Protocol from '../control/protocol.ts';

export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Every argument that names a person, channel or message is an id. Refusals throw ControlError. */
export class People {
  readonly #streams = new Set<Stream>();

  constructor(readonly url: string) {}

  state = () => this.#call<Protocol.State>('GET', '/state');
  commands = (guildId?: string) =>
    this.#call<Protocol.Commands>('GET', `/commands${guildId === undefined ? '' : `?guildId=${guildId}`}`);

  post = (
    authorId: string,
    channelId: string,
    content: string,
    more: Partial<Protocol.NewPersonMessage> = {},
  ) => this.#call<APIMessage>('POST', '/messages', { authorId, channelId, content, ...more });
  /** A webhook writes, as a proxy of a person does. */
  postByWebhook = (wish: Protocol.NewWebhookMessage) =>
    this.#call<APIMessage>('POST', '/webhook-messages', wish);
  edit = (authorId: string, message: Pick<APIMessage, 'id' | 'channel_id'>, content: string) =>
    this.#call<APIMessage>('PATCH', `/messages/${message.channel_id}/${message.id}`, { authorId, content });
  remove = (authorId: string, message: Pick<APIMessage, 'id' | 'channel_id'>) =>
    this.#call('DELETE', `/messages/${message.channel_id}/${message.id}`, { authorId });
  bulkDelete = (channelId: string, messageIds: string[]) =>
    this.#call('POST', '/messages/bulk-delete', { channelId, messageIds });
  /** What the person sees, oldest first, with the ephemeral messages for them. */
  read = (userId: string, channelId: string, limit = 50) =>
    this.#call<Protocol.Messages>('GET', `/messages?channelId=${channelId}&userId=${userId}&limit=${limit}`);
  react = (userId: string, message: Pick<APIMessage, 'id' | 'channel_id'>, emoji: string) =>
    this.#call('PUT', '/reactions', { userId, channelId: message.channel_id, messageId: message.id, emoji });
  unreact = (userId: string, message: Pick<APIMessage, 'id' | 'channel_id'>, emoji: string) =>
    this.#call('DELETE', '/reactions', {
      userId,
      channelId: message.channel_id,
      messageId: message.id,
      emoji,
    });
  type = (userId: string, channelId: string) => this.#call('POST', '/typing', { userId, channelId });

  run = (
    userId: string,
    channelId: string,
    name: string,
    options: Protocol.RunCommand['options'] = {},
    more: Partial<Protocol.RunCommand> = {},
  ) => this.#call<Protocol.Invocation>('POST', '/commands', { userId, channelId, name, options, ...more });
  complete = (wish: Protocol.Autocomplete) => this.#call<Protocol.Choices>('POST', '/autocomplete', wish);
  click = (
    userId: string,
    message: Pick<APIMessage, 'id' | 'channel_id'>,
    customId: string,
    values?: string[],
  ) =>
    this.#call<Protocol.Invocation>('POST', '/components', {
      userId,
      channelId: message.channel_id,
      messageId: message.id,
      customId,
      ...(values && { values }),
    });
  submit = (
    userId: string,
    channelId: string,
    interactionId: string,
    fields: Protocol.SubmitModal['fields'],
  ) => this.#call<Protocol.Invocation>('POST', '/modals', { userId, channelId, interactionId, fields });

  /** Opens the person's direct messages with the bot; answers the channel's id. */
  dm = async (userId: string) =>
    (await this.#call<{ channelId: string }>('POST', '/dms', { userId } satisfies Protocol.OpenDm)).channelId;
  addUser = async (user: Protocol.NewUser) => (await this.#call<{ id: string }>('POST', '/users', user)).id;
  addGuild = async (guild: Protocol.NewGuild) =>
    (await this.#call<{ id: string }>('POST', '/guilds', guild)).id;
  addRole = async (guildId: string, role: Protocol.NewRole) =>
    (await this.#call<{ id: string }>('POST', `/guilds/${guildId}/roles`, role)).id;
  giveRole = (guildId: string, userId: string, roleId: string) =>
    this.#call('PUT', `/guilds/${guildId}/members/${userId}/roles/${roleId}`);
  takeRole = (guildId: string, userId: string, roleId: string) =>
    this.#call('DELETE', `/guilds/${guildId}/members/${userId}/roles/${roleId}`);
  addChannel = async (channel: Protocol.NewChannel) =>
    (await this.#call<{ id: string }>('POST', '/channels', channel)).id;
  removeChannel = (channelId: string) => this.#call('DELETE', `/channels/${channelId}`);
  inviteBot = (guildId: string) => this.#call('POST', `/guilds/${guildId}/bot`);
  kickBot = (guildId: string) => this.#call('DELETE', `/guilds/${guildId}/bot`);
  setBotPermissions = (guildId: string, permissions: bigint) =>
    this.#call('PATCH', `/guilds/${guildId}/bot`, { permissions: permissions.toString() });
  /** The person adds the application to their account, and can use it everywhere. */
  installApp = (userId: string) => this.#call('PUT', `/installs/${userId}`);
  uninstallApp = (userId: string) => this.#call('DELETE', `/installs/${userId}`);
  /** From now on the bot's messages with these texts are refused. */
  filter = (wish: Protocol.ContentFilter) => this.#call('PUT', '/filter', wish);
  /** What open pages tell above their messages; null: nothing any more. */
  caption = (caption: Protocol.Caption | null) =>
    caption ? this.#call('PUT', '/caption', caption) : this.#call('DELETE', '/caption');
  gateway = (action: 'drop' | 'reconnect' | 'invalidate') => this.#call('POST', '/gateway', { action });
  /** Closes the bot's sessions with a close code of Discord's. */
  closeGateway = (code: number) =>
    this.#call('POST', '/gateway', { action: 'close', code } satisfies Protocol.GatewayAction);

  /** Sends the bot an event as it is, whatever it holds. */
  dispatch = (t: string, d: Readonly<Record<string, unknown>>) =>
    this.#call('POST', '/gateway', { action: 'dispatch', t, d } satisfies Protocol.GatewayAction);

  /** Starts to listen. `next` also finds events that came before its call. Without `userId`: all but ephemeral. */
  async watch(userId?: string): Promise<Stream> {
    const query = userId === undefined ? '' : `?userId=${userId}`;
    const stream = new Stream();
    await stream.open(`${this.url}/control/events${query}`);
    this.#streams.add(stream);
    return stream;
  }

  /** Runs `act` and returns the bot's first message after it; `matches` narrows the search. */
  async answerTo(
    act: () => Promise<unknown>,
    matches: (message: APIMessage) => boolean = () => true,
    userId?: string,
  ): Promise<APIMessage> {
    const stream = await this.watch(userId);
    try {
      await act();
      return await stream.message((message) => message.author.bot === true && matches(message));
    } finally {
      stream.close();
    }
  }

  close(): void {
    for (const stream of this.#streams) stream.close();
  }

  async #call<T = unknown>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/control${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new ControlError(response.status, answer.error ?? response.statusText);
    return answer;
  }
}

type Event<T extends Protocol.ControlEvent['type']> = Extract<Protocol.ControlEvent, { type: T }>;

/** The events that one person sees, in order. */
export class Stream {
  readonly events: Protocol.ControlEvent[] = [];
  readonly #waiting = new Set<(event: Protocol.ControlEvent) => void>();
  readonly #closing = new AbortController();

  async open(url: string): Promise<void> {
    const response = await fetch(url, { signal: this.#closing.signal });
    if (!response.ok || !response.body) throw new ControlError(response.status, await response.text());
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    await new Promise<void>((listening, failed) => {
      this.#read(reader, listening).catch((error: unknown) => {
        if (!this.#closing.signal.aborted) failed(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  /** The first event of this type that matches, past or to come. */
  next<T extends Protocol.ControlEvent['type']>(
    type: T,
    matches: (event: Event<T>) => boolean = () => true,
  ): Promise<Event<T>> {
    const fits = (event: Protocol.ControlEvent): event is Event<T> =>
      event.type === type && matches(event as Event<T>);
    const known = this.events.find(fits);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      const look = (event: Protocol.ControlEvent) => {
        if (!fits(event)) return;
        this.#waiting.delete(look);
        resolve(event);
      };
      this.#waiting.add(look);
    });
  }

  message = async (matches: (message: APIMessage) => boolean = () => true) =>
    (await this.next('message', (event) => matches(event.message))).message;
  /** A message, new or edited: an answer that grows arrives as edits. */
  settled = (matches: (message: APIMessage) => boolean): Promise<APIMessage> =>
    Promise.race([this.message(matches), this.next('edit', (event) => matches(event.message))]).then(
      (found) => ('message' in found ? found.message : found),
    );

  /** Calls the listener for every later event; returns a function that stops it. */
  listen(hear: (event: Protocol.ControlEvent) => void): () => void {
    this.#waiting.add(hear);
    return () => void this.#waiting.delete(hear);
  }

  close(): void {
    this.#closing.abort();
  }

  async #read(reader: ReadableStreamDefaultReader<string>, listening: () => void): Promise<void> {
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block.split('\n').flatMap((line) => (line.startsWith('data:') ? [line.slice(5)] : []));
        const event = JSON.parse(data.join('\n')) as Protocol.ControlEvent;
        this.events.push(event);
        for (const look of [...this.#waiting]) look(event);
      }
      listening();
    }
  }
}
