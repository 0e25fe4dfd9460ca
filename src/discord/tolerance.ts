// Makes what Discord sends of messages readable for discord.js, which would end the program, or fail for ever, at what it
// does not know: over the gateway, in interactions, and in answers of REST.
import { Events, GatewayDispatchEvents, InteractionType, type Client } from 'discord.js';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { readableEdit, readableMessage } from './readableMessage.ts';

/** Null where it cannot be made readable. */
type Reading = (data: object) => object | null;

const OF_EVENT: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  [GatewayDispatchEvents.MessageCreate, readableMessage],
  [GatewayDispatchEvents.MessageUpdate, readableEdit],
  [GatewayDispatchEvents.InteractionCreate, readableInteraction],
]);

const packet = z.looseObject({ t: z.string(), d: z.looseObject({}) });

/** To be called before the client connects. A message that cannot be made readable is left out, with a line in the log. */
export function tolerate(client: Client, log: Log): void {
  const leftOut = (from: string) =>
    log.warn({ from }, 'Discord sent a message that cannot be read: it is left out');
  // discord.js tells of each packet before it reads that same object.
  client.on(Events.Raw, (raw: { t: unknown; d: unknown }) => {
    const known = packet.safeParse(raw);
    const reading = known.success ? OF_EVENT.get(known.data.t) : undefined;
    if (!known.success || !reading) return;
    raw.d = reading(known.data.d);
    if (raw.d !== null) return;
    raw.t = null;
    leftOut(known.data.t);
  });
  const { options } = client.rest;
  const ask = options.makeRequest.bind(options);
  options.makeRequest = async (address, request) => {
    const answer = await ask(address, request);
    const { pathname } = new URL(address);
    if (!answer.ok || !HOLDS_MESSAGES.test(pathname)) return answer;
    const json = answer.json.bind(answer);
    const read = async () => readableAnswer(await json(), () => leftOut('REST'));
    return Object.assign(answer, { json: read });
  };
}

const held = z.record(z.string(), z.unknown()).catch({});
const resolved = z.looseObject({ messages: held }).catch(() => ({ messages: {} }));
const interaction = z.looseObject({
  type: z.unknown().optional(),
  message: z.unknown().optional(),
  data: z.looseObject({ resolved }).optional().catch(undefined),
});

/** With the messages that it is about; without those that cannot be read. Null: a press on such a message. */
function readableInteraction(sent: object): object | null {
  const { message, data, ...rest } = interaction.parse(sent);
  const pressed = readableMessage(message);
  if (pressed === null && rest.type === InteractionType.MessageComponent) return null;
  if (data) data.resolved.messages = readableOf(data.resolved.messages);
  return { ...rest, ...(data && { data }), ...(pressed !== null && { message: pressed }) };
}

function readableOf(targets: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read = Object.entries(targets).map(([id, one]) => [id, readableMessage(one)] as const);
  return Object.fromEntries(read.filter(([, one]) => one !== null));
}

/** Lists of messages and single ones of channels and webhooks, and answers to interactions. */
const HOLDS_MESSAGES = /\/(messages(\/(\d+|@original))?|webhooks\/\d+\/[^/]+|callback)$/;

const called = z.looseObject({ resource: z.looseObject({ message: z.looseObject({}) }) });

function readableAnswer(body: unknown, onLeftOut: () => void): unknown {
  if (Array.isArray(body)) {
    return body.flatMap((one: unknown) => {
      const read = readableMessage(one);
      if (read === null) onLeftOut();
      return read ?? [];
    });
  }
  const response = called.safeParse(body);
  if (!response.success) return readableMessage(body) ?? body;
  const { resource } = response.data;
  const message = readableMessage(resource.message) ?? resource.message;
  return { ...response.data, resource: { ...resource, message } };
}
