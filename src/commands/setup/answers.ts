// What a form of /setup was filled with, as choices.
import type { ModalSubmitFields } from 'discord.js';
import type { Choice, Draft, Step } from './drafts.ts';

type Fields = ModalSubmitFields<'cached'>;

/** `shown`: what the form of "read" showed as chosen. */
export function answersIn(step: Step, fields: Fields, shown: Draft['shown']): Choice[] {
  switch (step) {
    case 'where':
      return whereIn(fields);
    case 'time':
      return timeIn(fields);
    case 'read':
      return readIn(fields, shown);
  }
}

/** What is left empty is posted nowhere, and mentions nobody. */
function whereIn(fields: Fields): Choice[] {
  const [reports, alerts] = ['reports', 'alerts'].map((id) => fields.getSelectedChannels(id)?.firstKey());
  const role = fields.getSelectedRoles('role')?.firstKey();
  return [
    { setting: 'reports', values: reports === undefined ? { off: true } : { channel: reports } },
    { setting: 'alerts', values: alerts === undefined ? { reset: 'channel' } : { channel: alerts } },
    { setting: 'alerts', values: role === undefined ? { reset: 'role' } : { role } },
  ];
}

function timeIn(fields: Fields): Choice[] {
  const [summary, daily] = ['summary', 'daily'].map((id) => fields.getStringSelectValues(id)[0] ?? 'off');
  return [
    { setting: 'language', values: { language: fields.getRadioGroup('language', true) } },
    { setting: 'timezone', values: { zone: fields.getTextInputValue('zone') } },
    { setting: 'summary', values: { schedule: summary ?? 'off' } },
    { setting: 'daily', values: { time: daily ?? 'off' } },
  ];
}

function readIn(fields: Fields, shown: Draft['shown']): Choice[] {
  const chosen = (id: string): string[] => [...(fields.getSelectedChannels(id)?.keys() ?? [])];
  const [on, off] = [chosen('on'), chosen('off')];
  const watch = (channel: string, state: 'on' | 'off' | 'auto'): Choice => ({
    setting: 'watch',
    values: { channel, state },
  });
  const isChosen = (id: string) => on.includes(id) || off.includes(id);
  return [
    ...[...shown.on, ...shown.off].filter((id) => !isChosen(id)).map((id) => watch(id, 'auto')),
    ...on.map((id) => watch(id, 'on')),
    // In both lists, a channel is not read.
    ...off.map((id) => watch(id, 'off')),
  ];
}
