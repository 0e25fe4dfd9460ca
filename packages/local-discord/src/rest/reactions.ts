// /channels/:id/messages/:id/reactions: add, take back, list, clear.
import { Hono } from 'hono';
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { demand } from '../permissions.ts';
import { clearReactions, readEmoji, react, unreact } from '../world/reactions.ts';
import { mayReact } from '../world/rights.ts';
import { sharedPost } from './messages.ts';
import { type RestSetup, noContent } from './setup.ts';

export function reactionRoutes(setup: RestSetup): Hono {
  const { world } = setup;
  const bot = world.botId;
  const app = new Hono();
  const base = '/channels/:channelId/messages/:messageId/reactions';
  const at = (channelId: string, messageId: string) => ({
    channel: world.channel(channelId),
    post: sharedPost(setup, channelId, messageId),
  });

  app.put(`${base}/:emoji/@me`, (c) => {
    const { channel, post } = at(c.req.param('channelId'), c.req.param('messageId'));
    const emoji = readEmoji(c.req.param('emoji'));
    mayReact(world, channel, bot, !post.reactions.some(({ name }) => name === emoji.name));
    react(world, channel, post, bot, emoji);
    return noContent(c);
  });

  app.delete(`${base}/:emoji/:userId`, (c) => {
    const { channel, post } = at(c.req.param('channelId'), c.req.param('messageId'));
    const asked = c.req.param('userId');
    const userId = asked === '@me' ? bot : asked;
    demand(world, channel, bot, ...(userId === bot ? [] : [P.ManageMessages]));
    unreact(world, channel, post, userId, readEmoji(c.req.param('emoji')));
    return noContent(c);
  });

  app.get(`${base}/:emoji`, (c) => {
    const { channel, post } = at(c.req.param('channelId'), c.req.param('messageId'));
    demand(world, channel, bot, P.ReadMessageHistory);
    const emoji = readEmoji(c.req.param('emoji'));
    const users = post.reactions.find(({ name, id }) => name === emoji.name && id === emoji.id)?.users ?? [];
    const limit = Math.min(100, Number(c.req.query('limit') ?? 25) || 25);
    return c.json(users.slice(0, limit).map((id) => world.person(id).user));
  });

  app.delete(base, (c) => {
    const { channel, post } = at(c.req.param('channelId'), c.req.param('messageId'));
    demand(world, channel, bot, P.ManageMessages);
    clearReactions(world, channel, post);
    return noContent(c);
  });

  return app;
}
