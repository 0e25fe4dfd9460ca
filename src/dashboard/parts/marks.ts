// What is marked in the mood line: incidents and announced events, each with the sentence that explains its sign.
import { incidentsIn } from '../../figures/incidents.ts';
import type { SlicedCounts } from '../../figures/timeline.ts';
import { beganAt } from '../../mood/evidence.ts';
import { covered } from '../../mood/span.ts';
import type { Window } from '../../mood/window.ts';
import { LONGEST_EVENT } from '../../pipeline/alerts/hushing.ts';
import { evidenceText } from '../../report/alertMessage.ts';
import type { Mark } from '../../report/charts/spec.ts';
import { plainLine } from '../../report/citing.ts';
import type { AnnouncedEvent, Incident } from '../../store/store.ts';
import { momentIn } from '../plain.ts';
import type { Scene } from '../scene.ts';

/** Events and incidents that are marked, the newest. */
const MOST_MARKS = 9;
/** Events looked through: many may be over before the time that is shown. */
const MOST_READ = 50;

interface Note {
  readonly mark: Mark;
  readonly text: string;
}

/** `slices`: the counts of the span, in order. */
export async function marksOf(scene: Scene, slices: readonly SlicedCounts[]): Promise<Note[]> {
  const shown = covered(scene.span.window, scene.now);
  const touched = { ...shown, to: shown.to + 1 };
  const [incidents, events] = await Promise.all([incidentsOf(scene, touched), eventsOf(scene, touched)]);
  const pointAt = (at: number) => {
    const found = slices.findIndex(({ window }) => at < window.to);
    return found === -1 ? slices.length - 1 : found;
  };
  return [
    ...incidents.map((one, n) => incidentNote(scene, one, String.fromCharCode(65 + n), pointAt)),
    ...events.map((one, n) => eventNote(scene, one, String(n + 1), pointAt)),
  ];
}

async function incidentsOf({ context, sight, isChosen }: Scene, window: Window): Promise<Incident[]> {
  const touching = await incidentsIn(context.store, sight.guildId, window);
  const seen = touching.filter(({ channelId, state }) => isChosen(channelId) && state !== 'false alarm');
  return seen.slice(0, MOST_MARKS).toReversed();
}

/** Those that happened or went on in the window. */
async function eventsOf({ context, sight }: Scene, { from, to }: Window): Promise<AnnouncedEvent[]> {
  const begun = { from: from - LONGEST_EVENT, to };
  const events = await context.store.events.list(sight.guildId, begun, MOST_READ);
  const seen = events.filter(({ at, lasts }) => at >= from || at + lasts > from);
  return seen.slice(0, MOST_MARKS).toReversed();
}

type PointAt = (at: number) => number;

function incidentNote(
  { now, words, reader }: Scene,
  incident: Incident,
  sign: string,
  pointAt: PointAt,
): Note {
  const began = beganAt(incident);
  return {
    mark: {
      kind: 'incident',
      ...{ from: pointAt(began), to: pointAt(incident.resolvedAt ?? now), sign },
    },
    text: words('dashboard.mark.incident', {
      ...{ channel: `#${reader.channel(incident.channelId) ?? '…'}`, at: momentIn(began, reader) },
      evidence: evidenceText(incident.evidence, words),
    }),
  };
}

function eventNote({ words, reader }: Scene, event: AnnouncedEvent, sign: string, pointAt: PointAt): Note {
  const { at, lasts } = event;
  const facts = { text: plainLine(event.text, 120), at: momentIn(at, reader) };
  return {
    // The end is the first moment that no longer belongs to it.
    mark: { kind: 'event', from: pointAt(at), to: pointAt(at + Math.max(0, lasts - 1)), sign },
    text:
      lasts === 0
        ? words('dashboard.mark.event', facts)
        : words('dashboard.mark.eventLasting', { ...facts, until: momentIn(at + lasts, reader) }),
  };
}
