// Why the mood turned: the incident, and the words that came with it, as "Why?" below an alert tells them.
import { channelMention } from 'discord.js';
import { windowOf } from '../figures/incidents.ts';
import { beganAt } from '../mood/evidence.ts';
import { whyFacts, type WhyFacts } from '../figures/why.ts';
import type { Place } from '../discord/place.ts';
import { lastSpoken } from '../periods/spoken.ts';
import { evidenceText } from '../report/alertMessage.ts';
import { duration, moment } from '../report/times.ts';
import { fellSilent } from '../store/incidents.ts';
import type { Incident } from '../store/store.ts';
import { linkedWords } from './linkedWords.ts';
import { nowText } from './moodNow.ts';
import type { Scene } from './scene.ts';
import { paragraph } from './wordings.ts';

/** Where no period is named, an incident is looked for so far back. */
const USUAL_HOURS = 48;
/** Incidents looked through, the newest. */
const MOST_READ = 50;

export async function whyText(scene: Scene): Promise<string> {
  const incident = await incidentOf(scene);
  if (!incident) return paragraph([noTurn(scene), await nowText(scene)]);
  return paragraph(await toldOf(incident, scene));
}

type Telling = Pick<Scene, 'store' | 'words'> & { readonly place: Pick<Place, 'people'> };

/** When it turned and by what evidence, and which words came with it, each with a link. */
async function toldOf(incident: Incident, scene: Telling): Promise<string[]> {
  const facts = await whyFacts(scene.store, [incident], scene.place.people);
  return [turned(incident, scene), wordsText(facts, scene)];
}

/**
 * What is known of an incident that goes on in a channel, with links and without anything that is not in the store;
 * null where none goes on.
 */
export async function knownText({
  store,
  words,
  place,
}: Telling & { readonly place: Place }): Promise<string | null> {
  const incident = await store.incidents.latest(place.guildId, place.channelId);
  if (!incident || incident.resolvedAt !== null || incident.state === 'false alarm') return null;
  const { history } = incident;
  const sinceOpen = history.slice(history.findLastIndex(({ act }) => act === 'reopened') + 1);
  const isTaken = sinceOpen.some(({ act }) => act === 'acknowledged' || act === 'assigned');
  const who = isTaken ? 'taken' : incident.messageId === null ? null : 'told';
  const told = await toldOf(incident, { store, words, place });
  return paragraph([...told, ...(who === null ? [] : [words(`assistant.known.${who}`)])]);
}

/** The newest that is open, else the newest, in the channels and the period that are meant. */
async function incidentOf({ store, place, period, now, isMeant }: Scene): Promise<Incident | null> {
  const { window } = period ?? lastSpoken(USUAL_HOURS, now);
  const recent = await store.incidents.recent(place.guildId, MOST_READ);
  const meant = recent.filter((incident) => {
    const { from, to } = windowOf(incident);
    // Somebody decided that in a false alarm nothing had turned.
    return (
      incident.state !== 'false alarm' && isMeant(incident.channelId) && from < window.to && to > window.from
    );
  });
  return meant.find(({ resolvedAt }) => resolvedAt === null) ?? meant[0] ?? null;
}

function noTurn({ words, where, when, period, now }: Scene): string {
  return words('assistant.mood.why.noTurn', { where, when: when(period ?? lastSpoken(USUAL_HOURS, now)) });
}

function turned(incident: Incident, { words }: Pick<Scene, 'words'>): string {
  const { channelId, resolvedAt, evidence } = incident;
  const began = beganAt(incident);
  const facts = {
    where: channelMention(channelId),
    at: moment(began, 'f'),
    evidence: evidenceText(evidence, words),
  };
  if (resolvedAt === null) return words('assistant.mood.why.open', facts);
  if (fellSilent(incident)) return words('assistant.mood.why.silent', facts);
  return words('assistant.mood.why.over', { ...facts, duration: duration(resolvedAt - began, words) });
}

function wordsText({ words: named }: WhyFacts, { words }: Pick<Scene, 'words'>): string {
  const found = named.map(({ thing, word, messages, cited }) => ({
    word: thing ? words(`thing.${thing}`) : word,
    n: messages,
    cited,
  }));
  if (found.length === 0) return words('assistant.mood.why.noWords');
  return words('assistant.mood.why.words', { words: linkedWords(found, words) });
}
