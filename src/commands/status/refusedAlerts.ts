// The field of /status about alerts that Discord refused to post in any form.
import { type APIEmbedField, channelMention } from 'discord.js';
import type { RefusedAlert } from '../../pipeline/alerts/unsaid.ts';
import { moment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';

/** A field of an embed holds 1,024 characters. */
const MOST = 5;

/** One field, or none where nothing was refused. */
export function refusedAlertFields(refused: readonly RefusedAlert[], words: Words): APIEmbedField[] {
  if (refused.length === 0) return [];
  const lines = refused
    .slice(-MOST)
    .map(({ name, channelId, openedAt }) =>
      words('status.refusedAlert', { name, channel: channelMention(channelId), when: moment(openedAt, 'R') }),
    );
  return [{ name: words('status.refusedAlerts'), value: lines.join('\n') }];
}
