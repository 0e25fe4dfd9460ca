// Control: people write, edit, delete, react and type, and read what they may see.
import { Hono } from 'hono';
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { check } from '../bodies/check.ts';
import { messageBody } from '../bodies/message.ts';
import { readJson } from '../bodies/upload.ts';
import { demand, rightToWrite } from '../permissions.ts';
import { select } from '../rest/messages.ts';
import { snowflake as id } from '../snowflake.ts';
import type { Post } from '../world/entities.ts';
import { messagePayload } from '../world/payloads.ts';
import { erase, rewrite } from '../world/posting.ts';
import { readEmoji, react, unreact } from '../world/reactions.ts';
import { mayEdit, mayErase, mayReact, mayReadHistory } from '../world/rights.ts';
import type { World } from '../world/world.ts';
import type { ControlSetup } from './setup.ts';
import { newMessage, newWebhookMessage, publishAs, publishByWebhook } from './writing.ts';

const history = z.object({
  channelId: id,
  userId: id,
  limit: z.coerce.number().int().min(1).max(500).default(50),
  before: id.optional(),
});
const reaction = z.object({ channelId: id, messageId: id, userId: id, emoji: z.string() });

export function messageControls({ world }: ControlSetup): Hono {
  const app = new Hono();

  app.post('/messages', async (c) => {
    const wish = check(newMessage, await readJson(c));
    const post = await publishAs(world, wish);
    return c.json(messagePayload(world, post, wish.authorId) as object);
  });

  app.post('/webhook-messages', async (c) => {
    const post = await publishByWebhook(world, check(newWebhookMessage, await readJson(c)));
    return c.json(messagePayload(world, post, world.botId) as object);
  });

  app.get('/messages', (c) => {
    const query = check(history, c.req.query());
    return c.json(seenPosts(world, query).map((post) => messagePayload(world, post, query.userId) as object));
  });

  app.patch('/messages/:channelId/:messageId', async (c) => {
    const wish = check(z.object({ authorId: id, content: z.string() }), await readJson(c));
    const channel = world.channel(c.req.param('channelId'));
    const post = world.post(channel.id, c.req.param('messageId'));
    mayEdit(world, channel, post, wish.authorId);
    await rewrite(world, post, check(messageBody, { content: wish.content }));
    return c.json(messagePayload(world, post, wish.authorId) as object);
  });

  app.delete('/messages/:channelId/:messageId', async (c) => {
    const { authorId } = check(z.object({ authorId: id }), await readJson(c));
    const channel = world.channel(c.req.param('channelId'));
    const post = world.post(channel.id, c.req.param('messageId'));
    // A person may dismiss what only they can see.
    if (post.onlyFor !== authorId) mayErase(world, channel, post, authorId);
    await erase(world, channel, [post.message.id], false);
    return c.json({});
  });

  app.post('/messages/bulk-delete', async (c) => {
    const schema = z.object({ channelId: id, messageIds: z.array(id).min(2).max(100) });
    const { channelId, messageIds } = check(schema, await readJson(c));
    await erase(world, world.channel(channelId), messageIds, true);
    return c.json({});
  });

  app.post('/typing', async (c) => {
    const { channelId, userId } = check(z.object({ channelId: id, userId: id }), await readJson(c));
    const channel = world.channel(channelId);
    demand(world, channel, userId, rightToWrite(channel));
    world.emit({ type: 'typing', channel, userId });
    return c.json({});
  });
  return app;
}

export function reactionControls({ world }: ControlSetup): Hono {
  const app = new Hono();
  app.on(['PUT', 'DELETE'], '/reactions', async (c) => {
    const wish = check(reaction, await readJson(c));
    const channel = world.channel(wish.channelId);
    const post = world.post(channel.id, wish.messageId);
    const emoji = readEmoji(wish.emoji);
    if (c.req.method === 'PUT') {
      mayReact(world, channel, wish.userId, !post.reactions.some(({ name }) => name === emoji.name));
      react(world, channel, post, wish.userId, emoji);
    } else {
      demand(world, channel, wish.userId, P.ReadMessageHistory);
      unreact(world, channel, post, wish.userId, emoji);
    }
    return c.json({});
  });
  return app;
}

/** What the person sees of a channel, oldest first. */
function seenPosts(world: World, query: z.output<typeof history>): Post[] {
  const channel = world.channel(query.channelId);
  demand(world, channel, query.userId);
  if (!mayReadHistory(world, channel, query.userId)) return [];
  const seen = world.posts(channel.id).filter(({ onlyFor }) => !onlyFor || onlyFor === query.userId);
  return select(seen, query).reverse();
}
