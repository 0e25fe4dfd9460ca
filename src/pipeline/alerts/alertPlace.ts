// Where the alert of an incident goes.
import type { ChannelId } from '../../ids.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { Incident } from '../../store/store.ts';

/** Where it is posted, or was; null: nowhere was chosen. */
export const alertPlace = (
  lead: Pick<Incident, 'alertChannelId'>,
  { alertChannelId, reportChannelId }: Pick<GuildSettings, 'alertChannelId' | 'reportChannelId'>,
): ChannelId | null => lead.alertChannelId ?? alertChannelId ?? reportChannelId;
