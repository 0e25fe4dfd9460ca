// Keeps each alert's message up to date with the store. A message that people deleted stays deleted.
import { createHash } from 'node:crypto';
import { reasonOf } from '../../errors.ts';
import { createLanes } from '../../flow/lanes.ts';
import type { GuildId } from '../../ids.ts';
import { MINUTE } from '../../mood/window.ts';
import type { AlertFacts } from '../../report/alertFacts.ts';
import { alertForms, withoutQuotes } from '../../report/alertForms.ts';
import { alertMessage, foldedMessage } from '../../report/alertMessage.ts';
import type { ChartPlan } from '../../report/charts/spec.ts';
import { jumpLink } from '../../report/citing.ts';
import type { Chart } from '../../report/message.ts';
import { wordsIn } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import { eachOf } from '../each.ts';
import { alertChannel } from './alertChannel.ts';
import { callsOf } from './calling.ts';
import { alertFacts } from './facts.ts';
import { createPosting, type Posting } from './posting.ts';
import { createTelling, type Tell, type TellingOptions } from './telling.ts';
import { createWhisper, type WhisperOptions } from './whispering.ts';
import { createUnsaid, type RefusedAlert, type Unsaid } from './unsaid.ts';

export interface ShowingOptions extends TellingOptions, WhisperOptions {
  /** What an incident's chart shows, and how it is drawn (null where that failed); none unless given. */
  readonly chart?: {
    plan(incident: Incident): Promise<ChartPlan>;
    draw(plan: ChartPlan): Promise<Chart | null>;
  };
}

export interface Showing {
  /** Brings the message of an incident up to date; calls for the same message wait for each other. */
  show(incident: Incident): Promise<void>;
  /** Alerts of a server that were given up: see Unsaid. */
  refused(guildId: GuildId): RefusedAlert[];
}

/** An alert that could not be posted for this long is not posted any more. */
export const TOO_LATE = 60 * MINUTE;

type Members = readonly [Incident, ...Incident[]];

/** What the showing of all alerts shares. */
interface Shared {
  readonly options: ShowingOptions;
  readonly unsaid: Unsaid;
  readonly tell: Tell;
  readonly posting: Posting;
  /** A hash of what was last shown of each incident: the same text is not sent again. */
  readonly shown: Map<string, string>;
}

export function createShowing(options: ShowingOptions): Showing {
  const { store, log } = options;
  const unsaid = createUnsaid(log);
  const shown = new Map<string, string>();
  const posting = createPosting(options, unsaid);
  const shared: Shared = { options, unsaid, tell: createTelling(options), posting, shown };
  const lanes = createLanes();
  const whisper = createWhisper(options);

  async function show(leadId: string): Promise<void> {
    const members = await store.incidents.together(leadId);
    const [lead, ...followers] = members;
    if (!lead) return;
    const facts = await showLead(shared, [lead, ...followers]);
    const posted = (await store.incidents.get(leadId)) ?? lead;
    whisper(posted, facts);
    const unshown = new Set<string>();
    await eachOf(
      followers,
      (follower) => showFollower(shared, follower, posted),
      (error, { guildId, id }) => {
        unshown.add(id);
        log.warn(
          { guildId, reason: reasonOf(error) },
          'the message of a joined incident could not be edited',
        );
      },
    );
    for (const { id, revision } of members) {
      if (!unshown.has(id)) await store.incidents.markShown(id, revision);
    }
    if (unshown.size > 0 || members.some(({ resolvedAt }) => resolvedAt === null)) return;
    for (const member of members) {
      shown.delete(member.id);
      unsaid.forget(member);
    }
  }

  return {
    async show(incident) {
      const leadId = incident.leadId ?? incident.id;
      await lanes.enter(leadId, () => show(leadId));
    },
    refused: (guildId) => unsaid.refusedIn(guildId),
  };
}

async function showLead(shared: Shared, members: Members): Promise<AlertFacts> {
  const { options, unsaid, tell, posting, shown } = shared;
  const { store, clock, chart } = options;
  const [lead] = members;
  const words = wordsIn((await store.settings.get(lead.guildId)).locale);
  const facts = await alertFacts(options, members);
  const plan = (await chart?.plan(lead)) ?? null;
  let drawing: Promise<Chart | null> | null = null;
  const draw = () => (drawing ??= plan && chart ? chart.draw(plan) : Promise.resolve(null));
  const forms = alertForms(facts, draw, words);
  // Webhooks, mail and files never wait for Discord, and get the alert also where no channel was chosen.
  await tell(members, facts, async () => {
    const drawn = await draw();
    return alertMessage({ ...withoutQuotes(facts), ...(drawn && { chart: drawn }) }, words);
  });
  const channel = await alertChannel(options, lead, unsaid);
  if (!channel) return facts;
  const hash = hashOf([alertMessage(facts, words), plan]);
  const isNew = shown.get(lead.id) !== hash;
  if (lead.messageId === null) {
    const isNews = facts.resolvedAt === null && clock.now() - lead.openedAt < TOO_LATE;
    if (isNew && isNews) await posting.post(channel, lead, forms);
  } else {
    const isThere = !isNew || (await posting.edit(channel, lead.messageId, lead, forms));
    for (const { key, isAnew, message } of callsOf(members, clock.now() - TOO_LATE)) {
      const call = message(facts, words);
      if (call && isThere) await posting.reply(channel, lead.messageId, lead, call, key);
      else if (call && isAnew) await posting.post(channel, lead, forms, key);
    }
  }
  shown.set(lead.id, hash);
  return facts;
}

/** The message that an incident had before it joined others now points at theirs. */
async function showFollower(
  { options, unsaid, posting, shown }: Shared,
  incident: Incident,
  lead: Incident,
): Promise<void> {
  if (!incident.messageId || !incident.alertChannelId) return;
  const channel = await alertChannel(options, incident, unsaid);
  if (!channel) return;
  const words = wordsIn((await options.store.settings.get(lead.guildId)).locale);
  const [guildId, where, id] = [lead.guildId, lead.alertChannelId, lead.messageId];
  const link = where && id ? jumpLink({ guildId, channelId: where, id }) : null;
  const forms = [link, null].map((one) => foldedMessage(incident.channelId, one, words));
  const hash = hashOf(forms[0]);
  if (shown.get(incident.id) === hash) return;
  const makers = forms.map((form) => () => Promise.resolve(form));
  await posting.edit(channel, incident.messageId, incident, makers);
  shown.set(incident.id, hash);
}

const hashOf = (what: unknown): string => createHash('sha256').update(JSON.stringify(what)).digest('base64');
