// The buttons of alerts, and what each needs of the person. Pressing twice does no more than pressing once.
import { HOUR } from '../../mood/window.ts';
import type { Wish } from '../../pipeline/alerts.ts';
import { ALERT_BUTTONS, type AlertButton, type PauseTime, type SlowTime } from '../../report/alertButtons.ts';
import type { Button, Modal } from '../command.ts';
import {
  INCIDENT_MANAGERS,
  INCIDENT_MODERATORS,
  INCIDENT_READERS,
  INCIDENT_SLOWERS,
  type Need,
  THREAD_OPENERS,
} from '../rights.ts';
import { askReason, takeReason } from './falseAlarm.ts';
import { pageButton } from './history.ts';
import { askPauseTime, endPause, setPause } from './invites.ts';
import { act, requestOf, type AlertRequest } from './request.ts';
import { askSlowTime, setSlowMode, undoSlowMode } from './slowMode.ts';
import { openThread } from './thread.ts';
import { tellWhy } from './why.ts';

type Press = (request: AlertRequest) => Promise<void>;

const decide =
  (wish: Wish): Press =>
  async (request) => {
    await request.interaction.deferUpdate();
    await act(request, wish);
  };

const slowFor =
  (time: SlowTime): Press =>
  (request) =>
    setSlowMode(request, time);

const pauseFor =
  (time: PauseTime): Press =>
  (request) =>
    setPause(request, time);

const BUTTONS: Readonly<Record<Exclude<AlertButton, 'reason'>, readonly [Need, Press]>> = {
  ack: [INCIDENT_MODERATORS, decide({ act: 'acknowledged' })],
  snooze: [INCIDENT_MODERATORS, decide({ act: 'snoozed', forMs: HOUR })],
  snoozeDay: [INCIDENT_MODERATORS, decide({ act: 'snoozed', forMs: 24 * HOUR })],
  unsnooze: [INCIDENT_MODERATORS, decide({ act: 'unsnoozed' })],
  false: [INCIDENT_MODERATORS, askReason],
  slow: [INCIDENT_SLOWERS, askSlowTime],
  slow15: [INCIDENT_SLOWERS, slowFor('slow15')],
  slow60: [INCIDENT_SLOWERS, slowFor('slow60')],
  slow240: [INCIDENT_SLOWERS, slowFor('slow240')],
  slowOpen: [INCIDENT_SLOWERS, slowFor('slowOpen')],
  unslow: [INCIDENT_SLOWERS, undoSlowMode],
  pause: [INCIDENT_MANAGERS, askPauseTime],
  pause1: [INCIDENT_MANAGERS, pauseFor('pause1')],
  pause4: [INCIDENT_MANAGERS, pauseFor('pause4')],
  pause24: [INCIDENT_MANAGERS, pauseFor('pause24')],
  unpause: [INCIDENT_MANAGERS, endPause],
  thread: [THREAD_OPENERS, openThread],
  why: [INCIDENT_READERS, tellWhy],
};

export const alertButtons: readonly Button[] = [
  ...Object.entries(BUTTONS).map(([name, [need, press]]): Button => ({
    id: `${ALERT_BUTTONS}:${name}`,
    need,
    run: async (...pressed) => press(await requestOf(...pressed)),
  })),
  pageButton,
];

/** The form that "False alarm" opens. */
export const reasonForm: Modal = {
  id: `${ALERT_BUTTONS}:${'reason' satisfies AlertButton}`,
  need: INCIDENT_MODERATORS,
  run: async (...sent) => takeReason(await requestOf(...sent)),
};
