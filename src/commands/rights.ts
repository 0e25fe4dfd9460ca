// The rights that people need: each command, button and form declares its own, and dispatch checks them at every use.

import { MODERATING } from '../discord/permissions.ts';

/** Discord's names of the permissions that are asked for; `permission.<name>` in the locales says them. */
export type Right =
  | 'CreatePublicThreads'
  | 'ManageChannels'
  | 'ManageGuild'
  | 'ManageMessages'
  | 'ManageThreads'
  | 'ModerateMembers'
  | 'ReadMessageHistory';

export interface Need {
  /** Any one of these is enough. None: everybody who sees the place may. */
  readonly anyOf: readonly Right[];
  /** What is needed instead where the place is a thread. */
  readonly anyOfInThread?: readonly Right[];
  /** `here`: the channel where the person acts. `incident`: that of the incident whose id ends the custom_id. */
  readonly place: 'here' | 'incident';
  /** The person whose id begins the subject of the custom_id may too, whatever their rights; or nobody else may. */
  readonly person?: 'too' | 'only';
}

export const EVERYONE: Need = { anyOf: [], place: 'here' };
export const HISTORY_READERS: Need = { anyOf: ['ReadMessageHistory'], place: 'here' };
export const MANAGERS: Need = { anyOf: ['ManageGuild'], place: 'here' };
export const MODERATORS: Need = { anyOf: ['ModerateMembers'], place: 'here' };
export const THREAD_OPENERS: Need = { anyOf: ['CreatePublicThreads'], place: 'here' };
export const ASKER: Need = { anyOf: [], place: 'here', person: 'only' };
export const ASKER_OR_MODERATORS: Need = {
  anyOf: MODERATING,
  place: 'here',
  person: 'too',
};
export const INCIDENT_READERS: Need = { anyOf: [], place: 'incident' };
export const INCIDENT_MODERATORS: Need = { anyOf: MODERATING, place: 'incident' };
export const INCIDENT_MANAGERS: Need = { anyOf: ['ManageGuild'], place: 'incident' };
export const INCIDENT_SLOWERS: Need = {
  anyOf: ['ManageChannels'],
  anyOfInThread: ['ManageThreads'],
  place: 'incident',
};
