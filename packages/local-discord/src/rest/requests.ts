// What bots ask over REST, told to the program that started the server: its tests can hold it against a description.
import type { MiddlewareHandler } from 'hono';

export interface RestRequest {
  readonly method: string;
  /** Below the base, e.g. "/channels/123/messages". */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON, or `payload_json` of a form; undefined: a route that reads none, or refused before. */
  readonly body: unknown;
  /** Of the answer. */
  readonly status: number;
}

/** `basePath` is cut off. Told after the answer is made, refusals too. */
export function tellRequests(tell: (request: RestRequest) => void, basePath: string): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const body: unknown = c.get('body');
    const { method, path } = c.req;
    tell({ method, path: path.slice(basePath.length), query: c.req.query(), body, status: c.res.status });
  };
}
