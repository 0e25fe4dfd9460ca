// The role jobs of a server, a line each.
import { channelMention } from 'discord.js';
import type { RoleJobSetting } from '../../store/roleJobs.ts';
import type { Language } from '../times/cronWords.ts';
import { storedSchedule } from '../times/schedule.ts';
import { quoted } from '../wording.ts';

export const roleJobLines = (jobs: readonly RoleJobSetting[], language: Language): string[] =>
  jobs.map(({ slot, role, channelId, of, schedule }) => {
    const facts = {
      slot: String(slot),
      role: quoted(role),
      schedule: storedSchedule(schedule, language),
      channel: channelMention(channelId),
    };
    return of === null
      ? language.words('roleJob.line', facts)
      : language.words('roleJob.lineOf', { ...facts, of: channelMention(of) });
  });
