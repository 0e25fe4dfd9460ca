// What /status says of alerts that Discord refused in every form.
import { type APIEmbedField, channelMention } from 'discord.js';
import type { RefusedAlert } from '../../pipeline/alerts/unsaid.ts';
import { moment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';

/** A field of an embed holds 1,024 characters. */
const MOST = 5;

/** One field; none where nothing was refused. */
export function refusedAlertFields(refused: readonly RefusedAlert[], w: Words): APIEmbedField[] {
  if (refused.length === 0) return [];
  const lines = refused
    .slice(-MOST)
    .map(({ name, channelId, openedAt }) =>
      w('status.refusedAlert', { name, channel: channelMention(channelId), when: moment(openedAt, 'R') }),
    );
  return [{ name: w('status.refusedAlerts'), value: lines.join('\n') }];
}
