// A test of an alert: the alert as it would be, marked as a test in every part. Its buttons do nothing.
import type { AlertFacts } from './alertFacts.ts';
import { alertMessage, type AlertMessage } from './alertMessage.ts';
import { hushLines } from './alertHush.ts';
import type { Words } from './words.ts';

/** Begins the ids of its buttons, which so name no incident. */
export const ALERT_TEST = 'alert-test';

/** Names the role that an alert would mention, and mentions nobody. */
export function alertTestMessage(facts: AlertFacts, words: Words): AlertMessage {
  const { alertRoleId: role, channels } = facts;
  const { content, embeds, components } = alertMessage({ ...facts, alertRoleId: null }, words);
  const channel = `<#${channels[0].channelId}>`;
  const note = [
    words('alert.test.note', { channel }),
    role === null
      ? words('alert.test.mentionsNobody')
      : words('alert.test.mentions', { role: `<@&${role}>` }),
    ...hushLines(facts, words),
  ].join('\n');
  return {
    content: words('alert.test.marked', { text: content }),
    embeds: embeds.map((embed) => ({
      ...embed,
      title: words('alert.test.marked', { text: embed.title ?? '' }),
      description: `${note}\n\n${embed.description ?? ''}`,
      footer: { text: words('alert.test.footer') },
    })),
    components: components.map((row, y) => ({
      ...row,
      components: row.components.map((button, x) => ({ ...button, custom_id: `${ALERT_TEST}:${y}.${x}` })),
    })),
    allowedMentions: { parse: [] },
  };
}
