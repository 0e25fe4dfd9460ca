// Alerts that could not be posted: each reason is logged once for an incident, and /status lists what Discord refused.
import type { ChannelId, GuildId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Incident } from '../../store/store.ts';
import { nameOf } from './facts.ts';

/** An alert of which Discord refused every form, so that it was given up. */
export interface RefusedAlert {
  /** As people name it: "7K3F". */
  readonly name: string;
  /** Where the mood turned. */
  readonly channelId: ChannelId;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
}

export interface Unsaid {
  /** Logs why nobody is told of an incident, the first time only. */
  warn(incident: Incident, facts: object, why: string): void;
  /** Discord refused every form. */
  refused(incident: Incident): void;
  /** Of a server, while the incidents last. */
  refusedIn(guildId: GuildId): RefusedAlert[];
  /** The incident is over. */
  forget(incident: Incident): void;
}

export function createUnsaid(log: Log): Unsaid {
  const warned = new Set<string>();
  const refused = new Map<string, Incident>();
  const warn: Unsaid['warn'] = ({ id, guildId }, facts, why) => {
    if (warned.has(`${id} ${why}`)) return;
    warned.add(`${id} ${why}`);
    log.warn({ guildId, ...facts }, why);
  };
  return {
    warn,
    refused(incident) {
      refused.set(incident.id, incident);
      warn(
        incident,
        { channelId: incident.channelId, incident: nameOf(incident) },
        'Discord refuses every form of an alert: it was given up',
      );
    },
    refusedIn: (guildId) =>
      [...refused.values()]
        .filter((incident) => incident.guildId === guildId)
        .map((incident) => ({
          name: nameOf(incident),
          channelId: incident.channelId,
          openedAt: incident.openedAt,
        })),
    forget({ id }) {
      refused.delete(id);
      for (const key of warned) if (key.startsWith(`${id} `)) warned.delete(key);
    },
  };
}
