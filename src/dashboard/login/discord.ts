// Discord's side of a login (OAuth2 with the scope `identify`): where people say yes, and who they are.
import { z } from 'zod';
import { userId, type UserId } from '../../ids.ts';
import { ViewRefusal } from '../errors.ts';

export interface DiscordLogin {
  /** Where the browser is sent to. `isAsked`: Discord asks, though this account said yes before. */
  addressFor(state: string, isAsked: boolean): string;
  /** Who said yes. The token is used once and thrown away. Throws ViewRefusal (401) where Discord refuses the code. */
  personBehind(code: string): Promise<UserId>;
}

export interface DiscordLoginOptions {
  /** e.g. https://discord.com/api */
  readonly apiUrl: string;
  readonly clientId: () => string;
  readonly clientSecret: string;
  /** Registered with Discord, and sent with both steps. */
  readonly redirect: string;
  readonly fetch: typeof fetch;
}

const SCOPE = 'identify';
const PATIENCE = 10_000;

const token = z.object({
  access_token: z.string().min(1),
  token_type: z.literal('Bearer'),
  scope: z.string(),
});
const person = z.object({ id: userId });

export function discordLogin(options: DiscordLoginOptions): DiscordLogin {
  const { apiUrl, clientId, clientSecret, redirect, fetch } = options;
  const refused = () => new ViewRefusal(401, 'Discord did not confirm the login: try again.');

  async function call(path: string, init: RequestInit): Promise<unknown> {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`${apiUrl}/v10${path}`, { ...init, signal, redirect: 'error' }).catch(
      () => null,
    );
    if (!answer?.ok) throw refused();
    return await answer.json();
  }

  return {
    addressFor(state, isAsked) {
      const query = {
        client_id: clientId(),
        response_type: 'code',
        redirect_uri: redirect,
        scope: SCOPE,
        state,
      };
      return `${apiUrl}/oauth2/authorize?${new URLSearchParams({ ...query, prompt: isAsked ? 'consent' : 'none' }).toString()}`;
    },
    async personBehind(code) {
      const body = new URLSearchParams({
        ...{ grant_type: 'authorization_code', code, redirect_uri: redirect },
        ...{ client_id: clientId(), client_secret: clientSecret },
      });
      const given = token.safeParse(await call('/oauth2/token', { method: 'POST', body }));
      if (!given.success) throw refused();
      const headers = { Authorization: `Bearer ${given.data.access_token}` };
      const found = person.safeParse(await call('/users/@me', { headers }));
      if (!found.success) throw refused();
      return found.data.id;
    },
  };
}
