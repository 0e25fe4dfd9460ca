// /channels/:id/messages: write, read, change, delete, many at once; typing.
import { Hono } from 'hono';
import { type APIMessage, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { compareIds, snowflake, timeOf } from '../snowflake.ts';
import { ApiError, missingAccess, unknownMessage } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { messageBody } from '../bodies/message.ts';
import { readJson, readUploads } from '../bodies/upload.ts';
import { demand, rightToWrite } from '../permissions.ts';
import type { Channel, Post } from '../world/entities.ts';
import { demandUnfiltered } from '../world/filter.ts';
import { erase, publish, rewrite } from '../world/posting.ts';
import { mayEdit, mayErase, mayPost, mayRead, mayReadHistory } from '../world/rights.ts';
import { type RestSetup, messageForBot, noContent, withFlagsOf } from './setup.ts';

const historyQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: snowflake.optional(),
  after: snowflake.optional(),
  around: snowflake.optional(),
});
type HistoryQuery = z.output<typeof historyQuery>;
const bulkBody = z.object({ messages: z.array(snowflake).min(2).max(100) });
const TWO_WEEKS = 14 * 24 * 3_600_000;

export function messageRoutes(setup: RestSetup): Hono {
  const { world } = setup;
  const bot = world.botId;
  const app = new Hono();

  app.post('/channels/:channelId/messages', async (c) => {
    const channel = world.channel(c.req.param('channelId'));
    const { body, files } = await readUploads(c);
    const draft = check(messageBody, body);
    mayPost(world, channel, bot, draft, files.length);
    demandUnfiltered(world.filter, draft);
    const post = await publish(world, { authorId: bot, channel, body: draft, files });
    return c.json({ ...messageForBot(setup, post), ...(draft.nonce != null && { nonce: draft.nonce }) });
  });

  app.get('/channels/:channelId/messages', (c) => {
    const channel = world.channel(c.req.param('channelId'));
    const query = check(historyQuery, c.req.query());
    mayRead(world, channel, bot);
    return c.json(historyForBot(setup, channel, query));
  });

  app.post('/channels/:channelId/messages/bulk-delete', async (c) => {
    const channel = world.channel(c.req.param('channelId'));
    const { messages } = check(bulkBody, await readJson(c));
    if (channel.guildId === undefined) throw missingAccess();
    demand(world, channel, bot, P.ManageMessages);
    demandRecent(messages, world.clock.now());
    await erase(world, channel, messages, true);
    return noContent(c);
  });

  app.post('/channels/:channelId/typing', (c) => {
    const channel = world.channel(c.req.param('channelId'));
    demand(world, channel, bot, rightToWrite(channel));
    world.emit({ type: 'typing', channel, userId: bot });
    return noContent(c);
  });

  return app;
}

export function oneMessageRoutes(setup: RestSetup): Hono {
  const { world } = setup;
  const bot = world.botId;
  const app = new Hono();

  app.get('/channels/:channelId/messages/:messageId', (c) => {
    const channel = world.channel(c.req.param('channelId'));
    demand(world, channel, bot, P.ReadMessageHistory);
    return c.json(messageForBot(setup, sharedPost(setup, channel.id, c.req.param('messageId'))));
  });

  app.patch('/channels/:channelId/messages/:messageId', async (c) => {
    const channel = world.channel(c.req.param('channelId'));
    const post = sharedPost(setup, channel.id, c.req.param('messageId'));
    const { body, files } = await readUploads(c);
    const draft = check(messageBody, withFlagsOf(post, body));
    mayEdit(world, channel, post, bot);
    demandUnfiltered(world.filter, draft);
    await rewrite(world, post, draft, files);
    return c.json(messageForBot(setup, post));
  });

  app.delete('/channels/:channelId/messages/:messageId', async (c) => {
    const channel = world.channel(c.req.param('channelId'));
    const post = sharedPost(setup, channel.id, c.req.param('messageId'));
    mayErase(world, channel, post, bot);
    await erase(world, channel, [post.message.id], false);
    return noContent(c);
  });

  return app;
}

function historyForBot(setup: RestSetup, channel: Channel, query: HistoryQuery): APIMessage[] {
  const { world } = setup;
  if (!mayReadHistory(world, channel, world.botId)) return [];
  const posts = world.posts(channel.id).filter(({ onlyFor }) => onlyFor === undefined);
  return select(posts, query).map((post) => messageForBot(setup, post));
}

/** Throws Discord's refusal of a bulk deletion where a message is too old for it. */
function demandRecent(ids: readonly string[], now: number): void {
  if (ids.some((id) => timeOf(id) < now - TWO_WEEKS))
    throw new ApiError(400, 50034, 'You can only bulk delete messages that are under 14 days old.');
}

/** A message that all can see. Throws "Unknown Message" for ephemeral ones: only their interaction reaches these. */
export function sharedPost({ world }: RestSetup, channelId: string, messageId: string): Post {
  const post = world.post(channelId, messageId);
  if (post.onlyFor !== undefined) throw unknownMessage();
  return post;
}

/** Newest first, as Discord answers. */
export function select<T extends { message: { id: string } }>(
  posts: readonly T[],
  { limit, before, after, around }: HistoryQuery,
): T[] {
  if (around !== undefined) {
    const half = Math.floor(limit / 2);
    const older = posts.filter(({ message }) => compareIds(message.id, around) < 0).slice(-half);
    const rest = posts.filter(({ message }) => compareIds(message.id, around) >= 0).slice(0, half + 1);
    return [...older, ...rest].slice(0, limit).reverse();
  }
  if (after !== undefined)
    return posts
      .filter(({ message }) => compareIds(message.id, after) > 0)
      .slice(0, limit)
      .reverse();
  const older =
    before === undefined ? posts : posts.filter(({ message }) => compareIds(message.id, before) < 0);
  return older.slice(-limit).reverse();
}
