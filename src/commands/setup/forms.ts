// The forms of /setup: one for each step, filled with what is chosen so far.
import {
  type APIChannelSelectComponent,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
  ChannelType,
  ComponentType,
  type Guild,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import { channelTypesFor } from '../../discord/channelKinds.ts';
import type { ChannelId, RoleId } from '../../ids.ts';
import { LOCALES } from '../../locale.ts';
import { zoneName } from '../../report/times.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { commonSchedules } from '../settings/schedules.ts';
import { LANGUAGES, type Look } from '../settings/values.ts';
import { scheduleText, storedSchedule } from '../times/schedule.ts';
import type { Draft, Step } from './drafts.ts';

/** Discord takes no more in one list. */
const MOST = 25;

type Form = (settings: GuildSettings, guild: Guild, look: Look) => APILabelComponent[];

/** The channels of the server that the form of "read" can show as chosen. */
export function shownIn({ watch }: GuildSettings, guild: Guild): Draft['shown'] {
  const known = (ids: readonly ChannelId[]) =>
    ids.filter((id) => guild.channels.cache.has(id)).slice(0, MOST);
  return { on: known(watch.include), off: known(watch.exclude) };
}

const where: Form = ({ reportChannelId, alertChannelId, alertRoleId }, guild, { words }) => {
  const channel = (id: string, chosen: ChannelId | null): APIChannelSelectComponent => ({
    type: ComponentType.ChannelSelect,
    custom_id: id,
    required: false,
    channel_types: channelTypesFor('posts'),
    default_values: channelsOf(chosen !== null && guild.channels.cache.has(chosen) ? [chosen] : []),
  });
  return [
    label(words('settings.reports'), words('setup.form.reports'), channel('reports', reportChannelId)),
    label(words('settings.alerts'), words('setup.form.alerts'), channel('alerts', alertChannelId)),
    label(words('settings.mentions'), words('setup.form.role'), roleList(guild, alertRoleId)),
  ];
};

const roleList = (guild: Guild, chosen: RoleId | null): APIRoleSelectComponent => ({
  type: ComponentType.RoleSelect,
  custom_id: 'role',
  required: false,
  default_values:
    chosen !== null && guild.roles.cache.has(chosen)
      ? [{ id: chosen, type: SelectMenuDefaultValueType.Role }]
      : [],
});

const time: Form = ({ locale, timeZone, summarySchedule, dailySchedule }, _, look) => {
  const { words } = look;
  const languages = LOCALES.map((one) => ({ label: LANGUAGES[one], value: one, default: one === locale }));
  return [
    label(words('settings.language'), words('setup.form.language'), {
      type: ComponentType.RadioGroup,
      custom_id: 'language',
      options: languages,
    }),
    label(words('settings.timezone'), words('setup.form.zone'), {
      type: ComponentType.TextInput,
      custom_id: 'zone',
      style: TextInputStyle.Short,
      value: zoneName(timeZone),
      max_length: 50,
    }),
    label(
      words('settings.summary'),
      words('setup.form.summary'),
      schedules('summary', summarySchedule, look),
    ),
    label(words('settings.daily'), words('setup.form.daily'), schedules('daily', dailySchedule, look)),
  ];
};

/** The common ones, and the one that is held. */
function schedules(subcommand: 'summary' | 'daily', held: string, look: Look): APIStringSelectComponent {
  const offered = commonSchedules(subcommand, look.words).map(({ name, value }) => ({
    label: name,
    value,
    default: scheduleText(value, subcommand === 'daily') === held,
  }));
  const own = offered.some((one) => one.default)
    ? []
    : [{ label: storedSchedule(held, look).slice(0, 100), value: held, default: true }];
  return { type: ComponentType.StringSelect, custom_id: subcommand, options: [...own, ...offered] };
}

const read: Form = (settings, guild, { words }) => {
  const { on, off } = shownIn(settings, guild);
  const channels = (id: string, chosen: readonly ChannelId[]): APIChannelSelectComponent => ({
    type: ComponentType.ChannelSelect,
    custom_id: id,
    required: false,
    channel_types: [...channelTypesFor('watch'), ChannelType.GuildCategory],
    max_values: MOST,
    default_values: channelsOf(chosen),
  });
  return [
    label(words('setup.form.on'), words('setup.form.onHint'), channels('on', on)),
    label(words('setup.form.off'), words('setup.form.offHint'), channels('off', off)),
  ];
};

const FORMS: Readonly<Record<Step, Form>> = { where, time, read };

/** `settings`: as they would be with the draft. `id`: of the form. */
export const formOf = (
  step: Step,
  id: string,
  settings: GuildSettings,
  guild: Guild,
  look: Look,
): APIModalInteractionResponseCallbackData => ({
  custom_id: id,
  title: look.words(`setup.step.${step}`),
  components: FORMS[step](settings, guild, look),
});

const channelsOf = (ids: readonly ChannelId[]): NonNullable<APIChannelSelectComponent['default_values']> =>
  ids.map((id) => ({ id, type: SelectMenuDefaultValueType.Channel }));

const label = (
  text: string,
  description: string,
  component: APILabelComponent['component'],
): APILabelComponent => ({ type: ComponentType.Label, label: text, description, component });
