// Answers to interactions and what follows them: authorised by the interaction's token, not by the bot's.
import { Hono } from 'hono';
import { InteractionResponseType as Kind } from 'discord-api-types/v10';
import { unknownMessage } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { messageBody } from '../bodies/message.ts';
import { readUploads } from '../bodies/upload.ts';
import type { Pending } from '../interactions/interactions.ts';
import { followUp, respond } from '../interactions/responding.ts';
import type { Post } from '../world/entities.ts';
import { messagePayload } from '../world/payloads.ts';
import { demandUnfiltered } from '../world/filter.ts';
import { erase, rewrite } from '../world/posting.ts';
import type { World } from '../world/world.ts';
import { type RestSetup, noContent, withFlagsOf } from './setup.ts';

export function interactionRoutes({ world, interactions }: RestSetup): Hono {
  const app = new Hono();
  const shown = (post: Post) => messagePayload(world, post, world.botId);

  app.post('/interactions/:id/:token/callback', async (c) => {
    const sent = await readUploads(c);
    demandUnfiltered(world.filter, sent.body);
    const { pending, kind } = await respond({ world, interactions }, c.req.param(), sent);
    if (c.req.query('with_response') !== 'true') return noContent(c);
    return c.json(callbackResponse(world, pending, kind));
  });

  app.post('/webhooks/:applicationId/:token', async (c) => {
    const pending = interactions.answered(c.req.param('applicationId'), c.req.param('token'));
    const { body, files } = await readUploads(c);
    demandUnfiltered(world.filter, body);
    return c.json(shown(await followUp(world, pending, { body: check(messageBody, body), files })));
  });

  const path = '/webhooks/:applicationId/:token/messages/:messageId';
  const at = (applicationId: string, token: string, messageId: string) => {
    const pending = interactions.answered(applicationId, token);
    return { pending, post: postOf(pending, messageId) };
  };
  const postOf = (pending: Pending, messageId: string): Post => {
    const id = messageId === '@original' ? pending.original?.message.id : messageId;
    if (id === undefined) throw unknownMessage();
    const post = world.post(pending.channel.id, id);
    const own = post === pending.original || post.message.webhook_id === world.botId;
    if (!own) throw unknownMessage();
    return post;
  };

  app.get(path, (c) => {
    const { applicationId, token, messageId } = c.req.param();
    return c.json(shown(at(applicationId, token, messageId).post));
  });
  app.patch(path, async (c) => {
    const { applicationId, token, messageId } = c.req.param();
    const { post } = at(applicationId, token, messageId);
    const { body, files } = await readUploads(c);
    demandUnfiltered(world.filter, body);
    await rewrite(world, post, check(messageBody, withFlagsOf(post, body)), files);
    return c.json(shown(post));
  });
  app.delete(path, async (c) => {
    const { applicationId, token, messageId } = c.req.param();
    const { pending, post } = at(applicationId, token, messageId);
    await erase(world, pending.channel, [post.message.id], false);
    // The next follow-up is a new message, not an edit of the one that is gone.
    if (post === pending.original) pending.original = undefined;
    return noContent(c);
  });
  return app;
}

/** What `with_response` asks for: the interaction, and the message that answers it. */
function callbackResponse(world: World, pending: Pending, kind: Kind): object {
  const { answer } = pending;
  const post = answer && 'post' in answer ? answer.post : undefined;
  const hasMessage =
    kind === Kind.ChannelMessageWithSource ||
    kind === Kind.DeferredChannelMessageWithSource ||
    kind === Kind.UpdateMessage;
  return {
    interaction: {
      id: pending.id,
      type: pending.type,
      ...(post && {
        response_message_id: post.message.id,
        response_message_loading: kind === Kind.DeferredChannelMessageWithSource,
        response_message_ephemeral: post.onlyFor !== undefined,
      }),
    },
    ...(hasMessage &&
      post && { resource: { type: kind, message: messagePayload(world, post, world.botId) } }),
  };
}
