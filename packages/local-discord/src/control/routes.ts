// The control routes: act as people and see what they see. They need no token: the guard lets only this machine in.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { snowflake as id } from '../snowflake.ts';
import { ApiError, type FieldErrors, tooLarge, unknownRoute } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import { tellFailure } from '../failures.ts';
import { interactionControls } from './interacting.ts';
import { messageControls, reactionControls } from './messages.ts';
import type { ControlEvent } from './protocol.ts';
import { roleControls } from './roles.ts';
import type { ControlSetup } from './setup.ts';
import { worldControls } from './world.ts';

const gatewayAction = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['drop', 'reconnect', 'invalidate']) }),
  z.object({ action: z.literal('dispatch'), t: z.string(), d: z.record(z.string(), z.unknown()) }),
  z.object({ action: z.literal('close'), code: z.int().min(4000).max(4999) }),
]);

const caption = z.object({
  step: z.int().min(1),
  of: z.int().min(1),
  texts: z.object({ en: z.string().min(1) }).catchall(z.string().min(1)),
  show: z
    .object({ channelId: id, messageId: id.exactOptional(), atEnd: z.boolean().exactOptional() })
    .exactOptional(),
});

export function controlRoutes(setup: ControlSetup): Hono {
  const { gateway, stream, log, tags } = setup;
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof ApiError) return c.json({ error: plain(error) }, error.status);
    tellFailure(log, error, c);
    return c.json({ error: 'The local server failed; its log tells more.' }, 500);
  });
  app.use(
    '*',
    bodyLimit({
      maxSize: 40 * 1024 * 1024,
      onError: () => {
        throw tooLarge();
      },
    }),
  );

  app.get('/events', (c) => {
    const userId = c.req.query('userId');
    const isHidden = c.req.query('hidden') === 'true';
    return streamSSE(c, async (sse) => {
      await new Promise<void>((end) => {
        const stop = stream.open({
          userId,
          isHidden,
          push: (event: ControlEvent) => void sse.writeSSE({ data: JSON.stringify(event) }),
          end,
        });
        sse.onAbort(() => {
          stop();
          end();
        });
      });
    });
  });

  app.post('/gateway', async (c) => {
    gateway.act(check(gatewayAction, await readJson(c)));
    return c.json({});
  });

  app.put('/caption', async (c) => {
    stream.caption(check(caption, await readJson(c)));
    return c.json({});
  });
  app.delete('/caption', (c) => {
    stream.caption(null);
    return c.json({});
  });

  app.get('/tags', async (c) => {
    const ids = (c.req.query('ids') ?? '').split(',').filter((id) => id !== '');
    return c.json(tags ? await tags(c.req.query('channelId') ?? '', ids) : []);
  });

  for (const routes of [worldControls, roleControls, messageControls, reactionControls, interactionControls])
    app.route('/', routes(setup));
  app.all('*', () => {
    throw unknownRoute();
  });
  const root = new Hono();
  root.route('/control', app);
  return root;
}

/** One line: the refusal and the fields it is about. */
function plain(error: ApiError): string {
  const fields = error.errors ? fieldsOf(error.errors) : [];
  return fields.length > 0 ? `${error.message}: ${fields.join('; ')}` : error.message;
}

function fieldsOf(errors: FieldErrors, path: readonly string[] = []): string[] {
  return Object.entries(errors).flatMap(([key, inner]) =>
    Array.isArray(inner)
      ? inner.map(({ message }: { message: string }) => `${path.join('.') || 'body'}: ${message}`)
      : fieldsOf(inner as FieldErrors, [...path, key]),
  );
}
