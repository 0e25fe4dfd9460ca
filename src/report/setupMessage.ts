// The first run in a server: the button that begins it, and the test post that ends it.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { ChannelId, RoleId } from '../ids.ts';
import type { ButtonRow } from './alertButtons.ts';
import { quiet, type ReportMessage } from './message.ts';
import { dayMoment } from './times.ts';
import type { Words } from './words.ts';

/** The custom_id of the button below the notice. */
export const SETUP_OPEN = 'setup:open';

export const setupButtons = (words: Words): ButtonRow[] => [
  {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        label: words('setup.button.open'),
        custom_id: SETUP_OPEN,
      },
    ],
  },
];

export interface SetupTestFacts {
  /** When the next summary and the next daily report come (milliseconds since 1970); null: none does. */
  readonly summaryAt: number | null;
  readonly dailyAt: number | null;
  /** Where alerts go, and whom they mention; null: nowhere, nobody. */
  readonly alertChannelId: ChannelId | null;
  readonly alertRoleId: RoleId | null;
}

/** Posted where reports go. It mentions nobody, and links what to do next. */
export function setupTestMessage(
  { summaryAt, dailyAt, alertChannelId, alertRoleId }: SetupTestFacts,
  words: Words,
  link: (path: string) => string,
): ReportMessage {
  const at = (time: number | null) => (time === null ? words('settings.off') : dayMoment(time));
  const role = alertRoleId === null ? words('settings.mentionNobody') : `<@&${alertRoleId}>`;
  return quiet({
    title: words('setup.test.title'),
    description: [
      words('setup.test.text'),
      words('setup.test.reports', { summary: at(summaryAt), daily: at(dailyAt) }),
      alertChannelId === null
        ? words('setup.test.noAlerts')
        : words('setup.test.alerts', { channel: `<#${alertChannelId}>`, role }),
    ].join('\n'),
    fields: [
      {
        name: words('setup.test.next'),
        value: [
          words('setup.test.mood', { command: link('mood server') }),
          words('setup.test.alertTest', { command: link('alerts test') }),
          words('setup.test.settings', { command: link('settings show') }),
          words('setup.test.privacy', { command: link('privacy show') }),
          words('setup.test.help', { command: link('help') }),
        ].join('\n'),
      },
    ],
  });
}
