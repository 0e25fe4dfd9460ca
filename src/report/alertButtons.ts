// The buttons of an alert. Their ids carry the incident, so that they outlive restarts.
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { AlertFacts } from './alertFacts.ts';
import type { Words } from './words.ts';

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

export const ALERT_BUTTONS = 'alert';

type CardButton =
  | 'ack'
  | 'snooze'
  | 'snoozeDay'
  | 'unsnooze'
  | 'false'
  | 'slow'
  | 'unslow'
  | 'thread'
  | 'pause'
  | 'unpause'
  | 'why';
/** Under the question for how long: minutes, or until somebody ends it. */
export const SLOW_TIMES = ['slow15', 'slow60', 'slow240', 'slowOpen'] as const;
export type SlowTime = (typeof SLOW_TIMES)[number];

/** Under the question for how long invites are paused: hours. */
export const PAUSE_TIMES = ['pause1', 'pause4', 'pause24'] as const;
export type PauseTime = (typeof PAUSE_TIMES)[number];

export type AlertButton = CardButton | SlowTime | PauseTime | 'reason';

/** At most 100 characters; `reason` is the form that the false alarm opens. */
export const alertButtonId = (button: AlertButton, incidentId: string): string =>
  `${ALERT_BUTTONS}:${button}:${incidentId}`;

/** The answers to the question for how long slow mode is to last. */
export const slowTimeButtons = (incidentId: string, words: Words): ButtonRow[] =>
  timeButtons(SLOW_TIMES, incidentId, words);

/** The answers to the question for how long invites are to be paused. */
export const pauseTimeButtons = (incidentId: string, words: Words): ButtonRow[] =>
  timeButtons(PAUSE_TIMES, incidentId, words);

const timeButtons = (
  times: readonly (SlowTime | PauseTime)[],
  incidentId: string,
  words: Words,
): ButtonRow[] => [
  {
    type: ComponentType.ActionRow,
    components: times.map((name) => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: words(`alert.button.${name}`),
      custom_id: alertButtonId(name, incidentId),
    })),
  },
];

/**
 * The buttons for what can still be done, and that the bot has the rights for. An incident of several channels has no
 * slow mode.
 */
export function alertButtons(facts: AlertFacts, words: Words): ButtonRow[] {
  const button = (name: CardButton, style = ButtonStyle.Secondary) =>
    ({
      type: ComponentType.Button,
      style,
      label: words(`alert.button.${name}`),
      custom_id: alertButtonId(name, facts.id),
    }) as APIButtonComponentWithCustomId;
  const isOver = facts.resolvedAt !== null;
  const isJudged = facts.state === 'false alarm';
  const canSlow = facts.remedies.includes('slow mode');
  const first = [
    ...(isOver || isJudged || facts.state === 'acknowledged' ? [] : [button('ack', ButtonStyle.Primary)]),
    ...(facts.state === 'snoozed' ? [button('unsnooze')] : []),
    ...(isOver || isJudged ? [] : [button('snooze'), button('snoozeDay')]),
    ...(isJudged ? [] : [button('false')]),
  ];
  const second = [
    ...(facts.slowMode !== null && canSlow ? [button('unslow')] : []),
    ...(facts.slowMode === null && !isOver && facts.channels.length === 1 && canSlow ? [button('slow')] : []),
    // A thread that is there is only linked.
    ...(facts.hasThread || (!isOver && facts.remedies.includes('thread')) ? [button('thread')] : []),
    ...(facts.invites.canPause && !isOver ? [button('pause')] : []),
    ...(facts.invites.canResume ? [button('unpause')] : []),
    button('why'),
  ];
  return [first, second]
    .filter((row) => row.length > 0)
    .map((components) => ({ type: ComponentType.ActionRow, components }));
}
