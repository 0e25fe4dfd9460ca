// The token, the intent, the rights in each server, and the clock, as Discord knows them.
import {
  ApplicationFlags,
  RouteBases,
  Routes,
  type APIApplication,
  type RESTAPIPartialCurrentUserGuild,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { INVITE_PERMISSIONS } from '../../discord/invite.ts';
import { missingOf } from '../../discord/permissions.ts';
import { finding, orFault, type Finding } from './finding.ts';

const application = z.object({ id: z.string(), name: z.string(), flags: z.number().default(0) });
const guilds = z.array(
  z.object({ id: z.string(), name: z.string(), permissions: z.string().regex(/^\d+$/) }),
);
type Application = z.infer<typeof application> & Pick<APIApplication, 'id' | 'name'>;
type Guild = z.infer<typeof guilds>[number] & Pick<RESTAPIPartialCurrentUserGuild, 'id' | 'permissions'>;

/** For one request, in milliseconds. */
const TIMEOUT = 10_000;
/** Discord's most on one page. */
const PAGE = 200;
/** In milliseconds. An answer may be under way for a second or two; alerts older than an hour are not raised. */
const [CLOCK_LOOK, CLOCK_MEND] = [10_000, 300_000];
const CONTENT = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;

type DiscordConfig = Pick<Config, 'DISCORD_TOKEN' | 'DISCORD_API_URL'>;

/** `now`: milliseconds since 1970. */
export function checkDiscord(config: DiscordConfig, now: () => number): Promise<Finding[]> {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: given } = config;
  if (token === undefined) {
    return Promise.resolve([finding('ok', 'Discord', 'no DISCORD_TOKEN: the bot starts its local server')]);
  }
  const base = given === undefined ? RouteBases.api : `${given.replace(/\/$/, '')}/v10`;
  const ask = (path: string) =>
    fetch(`${base}${path}`, {
      headers: { Authorization: `Bot ${token}` },
      signal: AbortSignal.timeout(TIMEOUT),
    });
  return orFault('Discord', async () => {
    const answer = await ask(Routes.currentApplication());
    const clock = clockOf(answer.headers.get('date'), now());
    if (answer.status === 401) {
      const mend = 'Discord refuses it: copy the token again from the Bot page of the Developer Portal';
      return [...clock, finding('mend', 'token', mend)];
    }
    if (!answer.ok) return [...clock, finding('mend', 'Discord', `answers ${answer.status} at ${base}`)];
    const own = application.parse(await answer.json());
    return [
      ...clock,
      finding('ok', 'token', `${own.name} (${own.id})`),
      intentOf(own),
      ...(await servers(ask)),
    ];
  });
}

function clockOf(date: string | null, now: number): Finding[] {
  const there = date === null ? NaN : Date.parse(date);
  if (Number.isNaN(there)) return [];
  const off = Math.abs(now - there);
  const fact = `${Math.round(off / 1000)} s from Discord's`;
  if (off < CLOCK_LOOK) return [finding('ok', 'clock', fact)];
  const grade = off < CLOCK_MEND ? 'look' : 'mend';
  return [finding(grade, 'clock', `${fact}: set the clock of this machine, for example by NTP`)];
}

function intentOf({ flags }: Application): Finding {
  if ((flags & CONTENT) !== 0) return finding('ok', 'message content intent', 'on');
  const mend = 'off: switch on Message Content Intent on the Bot page of the Developer Portal';
  return finding('mend', 'message content intent', mend);
}

async function servers(ask: (path: string) => Promise<Response>): Promise<Finding[]> {
  const all: Guild[] = [];
  for (let after = '0'; ;) {
    const answer = await ask(`${Routes.userGuilds()}?limit=${PAGE}&after=${after}`);
    const page = guilds.parse(await answer.json());
    all.push(...page);
    const last = page.at(-1);
    if (page.length < PAGE || !last) break;
    after = last.id;
  }
  if (all.length === 0) return [finding('look', 'servers', 'none: open the invite link that the bot prints')];
  return all.map(({ id, permissions }) => {
    const missing = missingOf(INVITE_PERMISSIONS, BigInt(permissions));
    if (missing.length === 0)
      return finding('ok', `server ${id}`, 'the bot has every right that it asks for');
    const mend = `the bot lacks ${missing.join(', ')}: give its role these, and look at /status for single channels`;
    return finding('look', `server ${id}`, mend);
  });
}
