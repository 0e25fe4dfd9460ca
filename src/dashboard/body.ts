// What the page sends.
import type { Context } from 'hono';
import { ViewRefusal } from './errors.ts';

/** JSON alone, which no form of another site can send. Throws ViewRefusal (400). */
export async function bodyOf(c: Context): Promise<unknown> {
  const isJson = c.req.header('content-type')?.split(';', 1)[0] === 'application/json';
  const text = isJson ? await c.req.text() : '';
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ViewRefusal(400, 'The request is no JSON: send it from the page.');
  }
}
