// @ts-check
// The control routes as functions (see ../../src/control/protocol.ts).

/** @typedef {import('../../src/control/protocol.ts').State} State */
/** @typedef {import('../../src/control/protocol.ts').Invocation} Invocation */
/** @typedef {import('../../src/control/protocol.ts').MessageTag} MessageTag */
/** @typedef {import('discord-api-types/v10').APIMessage} Message */

/** The server refused a request; the message is the server's own. */
class RefusedError extends Error {
  /**
   * @param {number} status
   * @param {string} reason
   */
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

/**
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<T>}
 */
async function call(method, path, body) {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`/control/${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...init,
  });
  const text = await response.text();
  if (!response.ok) throw new RefusedError(response.status, reasonIn(text) ?? `HTTP ${response.status}`);
  return /** @type {T} */ (text ? JSON.parse(text) : undefined);
}

/** @param {string} path of a mount @returns {Promise<true>} */
async function begin(path) {
  const response = await fetch(`${path}/`, { method: 'POST' });
  if (!response.ok) throw new RefusedError(response.status, `HTTP ${response.status}`);
  return true;
}

/** @param {string} text */
function reasonIn(text) {
  try {
    const { error } = JSON.parse(text);
    return typeof error === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Record<string, string | number | undefined>} values */
const query = (values) =>
  new URLSearchParams(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  ).toString();

/** @typedef {import('../../src/control/protocol.ts').RunCommand} RunCommand */

export const api = {
  begin,
  /** @returns {Promise<State>} */
  state: () => call('GET', 'state'),
  /** @param {{channelId: string, userId: string, limit: number, before?: string}} of @returns {Promise<Message[]>} */
  messages: (of) => call('GET', `messages?${query(of)}`),
  /** @param {string} channelId @param {readonly string[]} ids @returns {Promise<MessageTag[]>} */
  tags: (channelId, ids) => call('GET', `tags?${query({ channelId, ids: ids.join(',') })}`),
  /** @param {import('../../src/control/protocol.ts').NewPersonMessage} message @returns {Promise<Message>} */
  send: (message) => call('POST', 'messages', message),
  /** @param {Message} message @param {string} authorId @param {string} content @returns {Promise<unknown>} */
  edit: (message, authorId, content) =>
    call('PATCH', `messages/${message.channel_id}/${message.id}`, { authorId, content }),
  /** @param {Message} message @param {string} authorId @returns {Promise<unknown>} */
  remove: (message, authorId) => call('DELETE', `messages/${message.channel_id}/${message.id}`, { authorId }),
  /** @param {boolean} add @param {import('../../src/control/protocol.ts').Reaction} reaction @returns {Promise<unknown>} */
  react: (add, reaction) => call(add ? 'PUT' : 'DELETE', 'reactions', reaction),
  /** @param {string} channelId @param {string} userId @returns {Promise<unknown>} */
  typing: (channelId, userId) => call('POST', 'typing', { channelId, userId }),
  /** @param {{guildId: string | undefined, userId: string}} of @returns {Promise<import('../../src/control/protocol.ts').Commands>} */
  commands: (of) => call('GET', `commands?${query(of)}`),
  /** @param {RunCommand} command @returns {Promise<Invocation>} */
  run: (command) => call('POST', 'commands', command),
  /** @param {RunCommand & {focused: string}} command @returns {Promise<import('../../src/control/protocol.ts').Choices>} */
  autocomplete: (command) => call('POST', 'autocomplete', command),
  /** @param {import('../../src/control/protocol.ts').UseComponent} use @returns {Promise<Invocation>} */
  useComponent: (use) => call('POST', 'components', use),
  /** @param {import('../../src/control/protocol.ts').SubmitModal} modal @returns {Promise<Invocation>} */
  submitModal: (modal) => call('POST', 'modals', modal),
  /** @param {import('../../src/control/protocol.ts').NewUser} user @returns {Promise<{id: string}>} */
  newUser: (user) => call('POST', 'users', user),
  /** @param {string} guildId @param {import('../../src/control/protocol.ts').NewRole} role @returns {Promise<{id: string}>} */
  newRole: (guildId, role) => call('POST', `guilds/${guildId}/roles`, role),
  /** @param {boolean} isGiven @param {{guildId: string, userId: string, roleId: string}} of @returns {Promise<unknown>} */
  setRole: (isGiven, { guildId, userId, roleId }) =>
    call(isGiven ? 'PUT' : 'DELETE', `guilds/${guildId}/members/${userId}/roles/${roleId}`),
  /** @param {string} userId @returns {Promise<{channelId: string}>} */
  openDm: (userId) => call('POST', 'dms', { userId }),
};
