// Alerts in each state, for the tests of how they read.
import { channelId, guildId, messageId, roleId, userId } from '../../src/ids.ts';
import { NO_KINDS } from '../../src/mood/kind.ts';
import { MINUTE } from '../../src/mood/window.ts';
import type { AlertCause } from '../../src/report/alertCause.ts';
import { alertButtonId } from '../../src/report/alertButtons.ts';
import type { AlertAct, AlertFacts, ChannelAlert } from '../../src/report/alertFacts.ts';
import { alertMessage } from '../../src/report/alertMessage.ts';
import { wordsIn } from '../../src/report/words.ts';

export const start = Date.UTC(2026, 9, 13, 12);
export const evidence = {
  negative: 14,
  total: 22,
  expected: 3.3,
  interval: [1, 6],
  authors: 6,
  since: start,
} as const;
export const general: ChannelAlert = {
  channelId: channelId.parse('111'),
  evidence,
  openedAt: start + 10 * MINUTE,
  resolvedAt: null,
  mostlyOnePerson: false,
};
export const mod = userId.parse('333');
export const cited = (id: string, text: string | null) => ({
  guildId: guildId.parse('1'),
  channelId: general.channelId,
  id: messageId.parse(id),
  text,
});
export const open: AlertFacts = {
  id: '7',
  shortId: '7K3F',
  state: 'open',
  channels: [general],
  resolvedAt: null,
  end: 'calm',
  snoozedUntil: null,
  alertRoleId: roleId.parse('222'),
  secondCall: null,
  hush: null,
  cause: null,
  worst: [],
  acts: [],
  slowMode: null,
  slowUntil: null,
  isSlow: true,
  strictness: 1,
  hasThread: false,
  invites: { canPause: false, canResume: false, pausedUntil: null },
  remedies: ['slow mode', 'thread'],
  waiting: 0,
};
const resolvedAt = start + 52 * MINUTE;
export const resolved: AlertFacts = {
  ...open,
  state: 'resolved',
  resolvedAt,
  channels: [{ ...general, resolvedAt }],
};
export const acted = (...acts: AlertAct[]): AlertFacts => ({ ...open, state: 'acknowledged', acts });
export const idsOf = (facts: AlertFacts) =>
  alertMessage(facts, wordsIn('en')).components.flatMap(({ components }) =>
    components.map(({ custom_id }) => custom_id),
  );
export const buttons = (...names: Parameters<typeof alertButtonId>[0][]) =>
  names.map((name) => alertButtonId(name, '7'));

export const login: AlertCause = {
  kind: 'topic',
  part: { messages: 12, people: 7, of: 14 },
  kinds: NO_KINDS,
  words: [
    {
      thing: 'login',
      word: 'log in',
      messages: 9,
      people: 6,
      before: 0,
      cited: cited('9', 'login is broken'),
    },
    { thing: null, word: '503', messages: 4, people: 3, before: 0, cited: cited('8', 'error 503') },
    { thing: 'save', word: 'save', messages: 2, people: 2, before: 1, cited: cited('7', 'my save') },
  ],
  about: { messages: 12, people: 7, cites: [cited('9', 'login is broken'), cited('8', null)] },
  event: null,
};
