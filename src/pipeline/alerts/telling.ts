// Hands each step of an incident to the deliveries, once: it opened, opened again, got worse, ended.
import type { Clock } from '../../clock.ts';
import type { Deliveries, DeliveryEvent } from '../../deliver/event.ts';
import { MINUTE } from '../../mood/window.ts';
import type { AlertFacts } from '../../report/alertFacts.ts';
import type { Incident } from '../../store/store.ts';
import { incidentKey } from './facts.ts';

export interface TellingOptions {
  readonly clock: Clock;
  readonly deliveries: Pick<Deliveries, 'deliver'>;
}

export type Tell = (
  members: readonly [Incident, ...Incident[]],
  facts: AlertFacts,
  message: () => Promise<DeliveryEvent['message']>,
) => Promise<void>;

/** A step that is older than this is not delivered any more. */
const TOO_LATE = 60 * MINUTE;

/** To be called whenever an alert is shown. The outbox takes each step once; what is remembered here only saves asking it. */
export function createTelling({ clock, deliveries }: TellingOptions): Tell {
  const told = new Map<string, string>();
  return async (members, facts, message) => {
    const [lead] = members;
    const { phase, at } = newestOf(members, facts.resolvedAt);
    const isNews = told.get(lead.id) !== phase && clock.now() - at <= TOO_LATE;
    if (isNews) {
      await deliveries.deliver({
        kind: 'alert',
        guildId: lead.guildId,
        key: `${incidentKey(lead)}:${phase}`,
        facts: {
          phase: phase.split(':')[0],
          incident: facts.id,
          channels: facts.channels,
          cause: causeFor(facts.cause),
          evidence: facts.channels[0].evidence,
          end: facts.resolvedAt === null ? null : facts.end,
          acts: facts.acts,
          resolvedAt: facts.resolvedAt,
        },
        message: await message(),
        at,
      });
    }
    if (facts.resolvedAt === null) told.set(lead.id, phase);
    else told.delete(lead.id);
  };
}

/** For programs: the kind of trouble, the words and their counts. Nothing that one person wrote. */
function causeFor(cause: AlertFacts['cause']) {
  if (!cause) return null;
  const words = cause.words.map(({ thing, word, messages, people }) => ({ thing, word, messages, people }));
  return { kind: cause.kind, ...cause.part, kinds: cause.kinds, words, event: cause.event };
}

function newestOf(members: readonly [Incident, ...Incident[]], resolvedAt: number | null) {
  if (resolvedAt !== null) return { phase: `resolved:${resolvedAt}`, at: resolvedAt };
  const turns = members
    .flatMap(({ history }) => history.filter(({ act }) => act === 'reopened' || act === 'worsened'))
    .toSorted((a, b) => b.at - a.at);
  const [newest] = turns;
  if (newest) return { phase: `${newest.act}:${newest.at}`, at: newest.at };
  return { phase: 'open', at: members[0].openedAt };
}
