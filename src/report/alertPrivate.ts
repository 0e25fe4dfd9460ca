// What people who asked for it are told of alerts in a direct message.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { GuildId } from '../ids.ts';
import type { ButtonRow } from './alertButtons.ts';
import type { AlertFacts } from './alertFacts.ts';
import { withoutQuotes } from './alertForms.ts';
import { alertMessage, type AlertMessage } from './alertMessage.ts';
import { plainLine } from './citing.ts';
import type { Words } from './words.ts';

/** Before the server's id in the custom_id of the button that ends it. */
export const PRIVATE_OFF = 'alert-private-off';

const offButton = (guildId: GuildId, words: Words): ButtonRow[] => [
  {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: words('alerts.private.button'),
        custom_id: `${PRIVATE_OFF}:${guildId}`,
      },
    ],
  },
];

/** The alert as it opened: it is not kept current, so it quotes nothing. `link`: to the alert; null where there is none. */
export function privateAlert(
  facts: AlertFacts,
  {
    guildId,
    server,
    link,
  }: { readonly guildId: GuildId; readonly server: string; readonly link: string | null },
  words: Words,
): AlertMessage {
  const message = alertMessage({ ...withoutQuotes(facts), alertRoleId: null }, words);
  const where = words('alerts.private.server', { server: plainLine(server) });
  return {
    ...message,
    content: [message.content, link === null ? where : `${where} ${link}`].join('\n'),
    components: offButton(guildId, words),
    allowedMentions: { parse: [] },
  };
}

/** Sent at once, so that the person knows that it works. */
export const privateWelcome = (guildId: GuildId, server: string, words: Words) => ({
  content: words('alerts.private.welcome', { server: plainLine(server) }),
  components: offButton(guildId, words),
  allowedMentions: { parse: [] as [] },
});
