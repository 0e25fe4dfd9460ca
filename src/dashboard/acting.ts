// Acts on an incident from the page: the same change as by the alert's button, after the same check of rights.
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { z } from 'zod';
import { Refusal } from '../commands/command.ts';
import { pauseInvites, resumeInvites } from '../commands/alerts/pausing.ts';
import { fetchSlowable, slowDown, speedUp } from '../commands/alerts/slowing.ts';
import { startThread } from '../commands/alerts/thread.ts';
import { whyLines } from '../commands/alerts/why.ts';
import { MODERATORS } from '../commands/rights.ts';
import { channelId, type UserId } from '../ids.ts';
import type { Acted } from '../pipeline/alerts/changing.ts';
import type { Incident } from '../store/store.ts';
import type { Told, Why } from './data.ts';
import { ViewRefusal, notAllowed, notFound } from './errors.ts';
import { plainText } from './plain.ts';
import type { Scene } from './scene.ts';
import { ACTS, isDecision, isPause, needOf, seesAlert, wishOf, type Act } from './wishes.ts';

const asked = z.object({ act: z.enum(ACTS), reason: z.string().trim().max(200).default('') });

/**
 * Resolves with what to tell the person. Throws ViewRefusal: 404 for incidents of channels that the viewer may not see,
 * 403 without the right, 409 where nothing changes.
 */
export async function actOnIncident(scene: Scene, id: string, body: unknown): Promise<Told> {
  const parsed = asked.safeParse(body);
  if (!parsed.success) throw new ViewRefusal(400, 'The act cannot be read: press a button of the page.');
  const { sight, context, words, reader, now } = scene;
  const incident = await incidentFor(scene, id);
  const { act, reason } = parsed.data;
  const place = act === 'thread' ? incident.alertChannelId : incident.channelId;
  if (sight.actor === null || place === null || !sight.mayIn(needOf(act), place)) throw notAllowed();
  if (act === 'assign' && !seesAlert(sight, incident)) throw notAllowed();
  try {
    const { kind, told, link } = isDecision(act)
      ? {
          ...(await context.alerts.act(id, wishOf(act, sight.actor, reason), sight.actor)),
          told: null,
          link: null,
        }
      : await remedy(scene, incident, act, sight.actor);
    if (kind === 'gone') throw notFound();
    if (kind !== 'done') throw new ViewRefusal(409, words(`alert.nothing.${kind}`));
    return { told: told === null ? null : plainText(told, reader, now), link };
  } catch (error) {
    if (error instanceof Refusal) throw new ViewRefusal(409, plainText(error.message, reader, now));
    throw error;
  }
}

/**
 * What people talk about since it began, a paragraph each, as the button of the alert answers. Throws ViewRefusal: 404 for
 * incidents of channels that the viewer may not see, 403 for those who may not use /alerts.
 */
export async function whyOf(scene: Scene, id: string): Promise<Why> {
  const { sight, context, words, reader, now } = scene;
  const incident = await incidentFor(scene, id);
  if (!sight.may(MODERATORS)) throw notAllowed();
  const lines = await whyLines({ guild: sight.guild, incident, words, context, isSeen: sight.sees });
  return { title: words('alert.why.title'), lines: lines.map((line) => plainText(line, reader, now)) };
}

/** Throws ViewRefusal (404). */
async function incidentFor({ sight, context }: Scene, id: string): Promise<Incident> {
  const incident = await context.store.incidents.get(id);
  if (incident?.guildId !== sight.guildId || !sight.sees(incident.channelId)) throw notFound();
  return incident;
}

type Remedied = Told & { readonly kind: Acted['kind'] };

/** Throws Refusal where the bot cannot do it, or it is done already. */
async function remedy(
  { sight, context, words, linkTo }: Scene,
  incident: Incident,
  act: Exclude<Act, Parameters<typeof wishOf>[0]>,
  person: UserId,
): Promise<Remedied> {
  const { guild } = sight;
  const byName = guild.members.cache.get(person)?.user.username ?? person;
  const request = { guild, incident, person, byName, words, context };
  if (act === 'thread') {
    const message = await alertOf(sight, incident);
    if (!message) throw new Refusal(words('alert.threadNot'));
    const told = await startThread(message, request);
    const place = { guildId: incident.guildId, channelId: channelId.parse(message.id), id: null };
    return { kind: 'done', told, link: linkTo(place) };
  }
  if (act === 'unpause') return { ...(await resumeInvites(request)), told: null, link: null };
  if (isPause(act)) return { ...(await pauseInvites(request, act)), link: null };
  const channel = await fetchSlowable(request);
  const done = act === 'unslow' ? speedUp(request, channel) : slowDown(request, channel, act);
  return { ...(await done), link: null };
}

/** The message of the alert; null where it is gone. */
async function alertOf({ guild }: Scene['sight'], { alertChannelId, messageId }: Incident) {
  const channel = guild.channels.cache.get(alertChannelId ?? '');
  if (messageId === null || !channel?.isTextBased()) return null;
  try {
    return await channel.messages.fetch({ message: messageId, force: true });
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage) return null;
    throw error;
  }
}
