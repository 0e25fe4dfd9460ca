// Control: people run commands, use components, fill modals.
import { Hono } from 'hono';
import { z } from 'zod';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import type { Answer } from '../interactions/interactions.ts';
import { isInstalled } from '../interactions/installs.ts';
import { runCommand, submitModal, useComponent } from '../interactions/invoking.ts';
import { snowflake as id } from '../snowflake.ts';
import { messagePayload } from '../world/payloads.ts';
import type { Invocation } from './protocol.ts';
import type { ControlSetup } from './setup.ts';

const place = { channelId: id, userId: id };
const run = z.object({
  ...place,
  name: z.string(),
  targetId: id.exactOptional(),
  subcommands: z.array(z.string()).max(2).exactOptional(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
});
const component = z.object({
  ...place,
  messageId: id,
  customId: z.string(),
  values: z.array(z.string()).exactOptional(),
});
const modal = z.object({
  ...place,
  interactionId: id,
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

export function interactionControls(setup: ControlSetup): Hono {
  const { world, commands } = setup;
  const app = new Hono();
  const invocation = ({ id, answer }: { id: string; answer: Answer }, viewerId: string): Invocation => {
    const post = 'post' in answer ? answer.post : undefined;
    return {
      interactionId: id,
      outcome: answer.outcome === 'choices' ? 'failed' : answer.outcome,
      ...(post && { message: messagePayload(world, post, viewerId) }),
      ...(answer.outcome === 'modal' && { modal: answer.modal }),
    };
  };

  app.get('/commands', (c) => {
    const { guildId, userId } = c.req.query();
    const usable = commands.usable(guildId);
    if (userId === undefined) return c.json(usable as object[]);
    return c.json(usable.filter((one) => isInstalled(world, guildId, userId, one)) as object[]);
  });
  app.post('/commands', async (c) => {
    const wish = check(run, await readJson(c));
    return c.json(invocation(await runCommand(setup, wish), wish.userId) as object);
  });
  app.post('/autocomplete', async (c) => {
    const wish = check(run.extend({ focused: z.string() }), await readJson(c));
    const { answer } = await runCommand(setup, wish, wish.focused);
    return c.json(answer.outcome === 'choices' ? answer.choices : []);
  });
  app.post('/components', async (c) => {
    const wish = check(component, await readJson(c));
    return c.json(invocation(await useComponent(setup, wish), wish.userId) as object);
  });
  app.post('/modals', async (c) => {
    const wish = check(modal, await readJson(c));
    return c.json(invocation(await submitModal(setup, wish), wish.userId) as object);
  });
  return app;
}
