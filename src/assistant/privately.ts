// What is told about the mood where nobody but the asker reads it: of a server that they share with the bot, and their own.
import { figuresOf } from '../figures/mood.ts';
import type { Place } from '../discord/place.ts';
import type { MoodTopic } from '../llm/heads/asked.ts';
import type { UserId } from '../ids.ts';
import { levelOf } from '../mood/level.ts';
import { moodOf, shareOf } from '../mood/mood.ts';
import { literal } from '../patterns.ts';
import { lastSpoken } from '../periods/spoken.ts';
import { harmless } from '../report/citing.ts';
import { waitingLines } from '../report/headline.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { moodText } from './mood.ts';
import type { Alone } from './question.ts';
import { inTalk, sceneOf, type MoodFacts } from './scene.ts';
import { paragraph } from './wordings.ts';

interface PrivateFacts extends Omit<MoodFacts, 'store' | 'settings'> {
  readonly store: MoodFacts['store'] & Pick<Store, 'people' | 'settings'>;
  readonly settings: GuildSettings;
}

/** Servers named at most where it is open which is meant. */
const MOST_NAMED = 5;
const LONGEST_NAME = 40;
/** As /mood where no period is named. */
const USUAL_HOURS = 24;

export async function privateMoodText(topic: MoodTopic, alone: Alone, facts: PrivateFacts): Promise<string> {
  const { place, words } = facts;
  if (topic === 'mine' && place) return ownText(alone.asker, { ...facts, place });
  if (topic === 'person' || place) return moodText(topic, facts);
  const servers = await alone.servers();
  if (servers.length === 0) return moodText(topic, facts);
  const [only, ...others] = servers;
  const server = others.length === 0 ? only : inTalk(facts, (said) => serverNamed(said, servers));
  if (!server) return words('assistant.mood.which', { servers: listed(servers) });
  const settings = await facts.store.settings.get(server.id);
  const there = await server.place(settings.watch);
  const known = { ...facts, place: there, settings, server: harmless(server.name, LONGEST_NAME) };
  return topic === 'mine' ? ownText(alone.asker, known) : moodText(topic, known);
}

function listed(servers: readonly { readonly name: string }[]): string {
  const named = servers.slice(0, MOST_NAMED).map(({ name }) => harmless(name, LONGEST_NAME));
  return [...named, ...(servers.length > MOST_NAMED ? ['…'] : [])].join(' · ');
}

/** The one with the longest name that a text holds. */
function serverNamed<Server extends { readonly name: string }>(
  text: string,
  servers: readonly Server[],
): Server | null {
  const plain = text.normalize('NFKC').toLowerCase();
  const isHeld = (name: string) =>
    name !== '' && new RegExp(`(?<![a-z0-9])${literal(name)}(?![a-z0-9])`, 'u').test(plain);
  const held = servers
    .map((server) => ({ server, name: server.name.normalize('NFKC').trim().toLowerCase() }))
    .filter(({ name }) => isHeld(name))
    .toSorted((a, b) => b.name.length - a.name.length);
  return held[0]?.server ?? null;
}

/** How the asker's own messages of a server were judged. */
async function ownText(asker: UserId, facts: PrivateFacts & { readonly place: Place }): Promise<string> {
  const { store, words, link, now, place } = facts;
  if (await store.people.isOptedOut(place.guildId, asker)) {
    return words('mood.optedOut', { command: link('privacy opt-in') });
  }
  const scene = sceneOf(facts, null);
  const period = scene.period ?? lastSpoken(USUAL_HOURS, now);
  const scope = { guildId: place.guildId, channelId: null };
  const { counts, waiting } = await figuresOf(store, scope, { kind: 'window', ...period }, asker, now);
  const [mood, share, level] = [moodOf(counts), shareOf(counts), levelOf(counts)];
  const about = { where: scene.where, when: scene.when(period), n: counts.total };
  const told =
    mood && share && level
      ? words('assistant.mood.own.now', {
          ...{ ...about, level: words(`level.${level}`), mood: mood.value },
          ...{ positive: share.positive, negative: share.negative },
        })
      : words(counts.total === 0 ? 'assistant.mood.own.nothing' : 'assistant.mood.own.few', about);
  const more = words('assistant.mood.more', { command: link('mood me') });
  return paragraph([told, ...waitingLines(counts, waiting, words), more]);
}
