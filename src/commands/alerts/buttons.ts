// The buttons of alerts: each asks for the person's rights anew, and pressing twice does no more than pressing once.
import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { HOUR } from '../../mood/window.ts';
import type { Wish } from '../../pipeline/alerts.ts';
import { ALERT_BUTTONS, type AlertButton } from '../../report/alertButtons.ts';
import { Refusal, type CommandContext } from '../command.ts';
import { wordsFor } from '../wording.ts';
import { askReason, takeReason } from './falseAlarm.ts';
import { turnPage } from './history.ts';
import { act, requestOf, type AlertRequest } from './request.ts';
import { demandModerator } from './rights.ts';
import { setSlowMode, undoSlowMode } from './slowMode.ts';
import { openThread } from './thread.ts';
import { tellWhy } from './why.ts';

const moderate = (wish: Wish) => async (request: AlertRequest) => {
  demandModerator(request.interaction.member, request.incident.channelId, request.w);
  await request.interaction.deferUpdate();
  await act(request, wish);
};

const RUN: Readonly<Record<Exclude<AlertButton, 'reason'>, (request: AlertRequest) => Promise<void>>> = {
  ack: moderate({ act: 'acknowledged' }),
  snooze: moderate({ act: 'snoozed', forMs: HOUR }),
  snoozeDay: moderate({ act: 'snoozed', forMs: 24 * HOUR }),
  false: askReason,
  slow: setSlowMode,
  unslow: undoSlowMode,
  thread: openThread,
  why: tellWhy,
};

export const alertButtons = {
  prefix: ALERT_BUTTONS,
  async run(interaction: ButtonInteraction<'cached'>, context: CommandContext): Promise<void> {
    const [, name = '', id = ''] = interaction.customId.split(':');
    if (name === 'page') return turnPage(interaction, Number(id), context);
    const run = Object.hasOwn(RUN, name) ? RUN[name as keyof typeof RUN] : null;
    if (!run) throw new Refusal(wordsFor(interaction)('error.gone'));
    await run(await requestOf(interaction, id, context));
  },
};

export const alertModals = {
  prefix: ALERT_BUTTONS,
  async run(interaction: ModalSubmitInteraction<'cached'>, context: CommandContext): Promise<void> {
    const [, , id = ''] = interaction.customId.split(':');
    await takeReason(await requestOf(interaction, id, context));
  },
};
