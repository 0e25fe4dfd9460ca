// The subcommands of /settings that take a schedule or a time zone. Each answer says how the text was understood.
import { BarometerError } from '../../errors.ts';
import { DAY } from '../../mood/window.ts';
import { zoneName } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import { timeOfDay } from '../../periods/timeOfDay.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { planOf, type Plan } from '../../schedule/schedule.ts';
import { Refusal } from '../command.ts';
import { offsetText } from '../times/offsets.ts';
import { scheduleText, understood } from '../times/schedule.ts';
import { changesClocks, offsetOf, suggestZones, timeIn, zonesMeant } from '../times/zones.ts';
import { quoted } from '../wording.ts';
import type { Change, SettingsRequest, Subcommand } from './change.ts';

export const TIMING: Readonly<Record<string, Subcommand>> = {
  summary: (request) => scheduled(request, 'summarySchedule'),
  wordcloud: (request) => scheduled(request, 'cloudSchedule'),
  marks: (request) => scheduled(request, 'markSchedule'),

  daily: (request) => {
    const typed = request.interaction.options.getString('time', true);
    const held = scheduleText(typed, true);
    const plan = planned(request, typed, held, 'settings.badTime');
    if (plan && 'everyMs' in plan.rule && plan.rule.everyMs < DAY) {
      throw new Refusal(request.words('settings.dailyOnce', { text: quoted(typed) }));
    }
    return changed(request, 'dailySchedule', typed, held, plan);
  },

  'quiet-hours': ({ interaction: { options }, words }) => {
    if (options.getBoolean('off') === true) return { settings: { quietHours: null } };
    const [from, to] = ['from', 'to'].map((name) => minuteOf(options.getString(name), words));
    if (from == null || to == null) throw new Refusal(words('settings.quietHoursBoth'));
    if (from === to) throw new Refusal(words('settings.quietHoursSame'));
    return { settings: { quietHours: { from, to } } };
  },

  timezone: ({ interaction, words, locale, now }) => {
    const typed = interaction.options.getString('zone', true);
    const [zone, ...others] = zonesMeant(typed);
    if (zone === undefined) {
      const near = list(suggestZones(typed, locale));
      throw new Refusal(words('settings.badZone', { text: quoted(typed), near }));
    }
    if (others.length > 0) {
      const zones = [zone, ...others]
        .slice(0, MOST_NAMED)
        .map((one) => words('settings.timezoneValue', { zone: quoted(one), now: timeIn(one, now) }));
      throw new Refusal(words('settings.zoneSeveral', { text: quoted(typed), zones: zones.join(', ') }));
    }
    const means = words('settings.zoneMeans', {
      text: quoted(typed),
      zone: quoted(zoneName(zone)),
      now: timeIn(zone, now),
      offset: offsetText(offsetOf(zone, now)),
    });
    const notes = changesClocks(zone, now) ? [means, words('settings.zoneSummer')] : [means];
    return { settings: { timeZone: zone }, notes: [notes.join(' ')] };
  },
};

/** Minutes after midnight; null where nothing was typed. Throws Refusal where it is no time of day. */
function minuteOf(typed: string | null, words: Words): number | null {
  if (typed === null) return null;
  const time = timeOfDay(typed, true);
  if (!time) throw new Refusal(words('settings.badTimeOfDay', { text: quoted(typed) }));
  return (time.hour % 24) * 60 + time.minute;
}

const MOST_NAMED = 6;
const MOST_NEAR = 3;
const list = (zones: readonly string[]) => zones.slice(0, MOST_NEAR).map(quoted).join(', ');

type ScheduleField = 'summarySchedule' | 'cloudSchedule' | 'markSchedule' | 'dailySchedule';

function scheduled(request: SettingsRequest, field: ScheduleField): Change {
  const typed = request.interaction.options.getString('schedule', true);
  const { text, plan } = planFor(typed, request.settings.timeZone, request.words);
  return changed(request, field, typed, text, plan);
}

/** What settings are to hold of a typed schedule, and its plan; null for "off". Throws Refusal where it is none. */
export function planFor(
  typed: string,
  timeZone: string,
  words: Words,
): { readonly text: string; readonly plan: Plan | null } {
  const text = scheduleText(typed, false);
  return { text, plan: planned({ settings: { timeZone }, words }, typed, text, 'settings.badSchedule') };
}

function planned(
  { settings, words }: { readonly settings: Pick<GuildSettings, 'timeZone'>; readonly words: Words },
  typed: string,
  held: string,
  problem: 'settings.badSchedule' | 'settings.badTime',
): Plan | null {
  try {
    return planOf(held, settings.timeZone);
  } catch (error) {
    if (!(error instanceof BarometerError)) throw error;
    throw new Refusal(words(problem, { text: quoted(typed) }), { cause: error });
  }
}

function changed(
  { settings, words, locale, now }: SettingsRequest,
  field: ScheduleField,
  typed: string,
  held: string,
  plan: Plan | null,
): Change {
  const { timeZone } = settings;
  const wanted: Partial<GuildSettings> = { [field]: plan ? held : 'off' };
  return {
    settings: wanted,
    notes: plan ? [understood(typed, plan, { words, locale, timeZone, now })] : [],
  };
}
