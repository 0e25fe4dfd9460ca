import { expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { REMEDY_PERMISSIONS } from '../../src/discord/remedies.ts';
import { ANGRY } from '../crash/mind.ts';
import { postCalmDay } from './history.ts';
import { crash, running, stage, useMindStage } from './mindStage.ts';
import { HARBOUR, type Stage } from './stage.ts';

const { channels, people, bot } = HARBOUR;

useMindStage();

type Alert = Awaited<ReturnType<Stage['people']['read']>>[number];
const text = ({ content, embeds }: Pick<Alert, 'content' | 'embeds'>) => content + JSON.stringify(embeds);
const button = (alert: Alert, label: string) => {
  for (const row of alert.components ?? []) {
    for (const one of 'components' in row ? row.components : []) {
      if ('label' in one && one.label === label && 'custom_id' in one) return one.custom_id;
    }
  }
  throw new Error(`no button "${label}" on: ${text(alert)}`);
};

it('an alert lives from its opening to a false alarm: pressed, snoozed, slowed, talked over, restarted, in English and Chinese', async ({
  onTestFailed,
}) => {
  onTestFailed(() => console.error(running.output()));
  const { people: acting } = stage;
  await stage.command('settings', 'alerts', { channel: channels.modAlerts });
  let seen = await acting.watch(people.mira);

  await postCalmDay(stage);
  const crowd = [people.tomas, people.yuki, people.lin, people.wen];
  for (let n = 0; n < 30; n += 1) {
    await acting.post(crowd[n % 4]!, channels.general, `The update ${n} is ${ANGRY}.`);
  }
  const opened = await seen.message(
    ({ author, channel_id }) => author.id === bot && channel_id === channels.modAlerts,
  );
  expect(text(opened)).toMatch(/\d+ of \d+/);
  expect(text(opened)).toMatch(/Incident [0-9A-Z]{4}"/);
  expect(text(opened)).toContain(`https://discord.com/channels/${HARBOUR.guild}/${channels.general}/`);
  expect(opened.content).toContain('mostly `update`');
  expect(text(opened)).toContain('We see your messages about update.');

  /** Resolves with the alert when its text matches. */
  const shows = (pattern: RegExp) => seen.settled((one) => one.id === opened.id && pattern.test(text(one)));
  const alert = async () =>
    (await acting.read(people.wen, channels.modAlerts)).find(({ id }) => id === opened.id)!;

  const click = acting.click(people.tomas, opened, button(opened, 'Acknowledge'));
  await expect(click).rejects.toThrow('Missing Access');
  // With the invite as given the bot can neither set slow mode nor open a thread, so it offers neither.
  expect(() => button(opened, 'Slow mode')).toThrow('no button');
  expect(() => button(opened, 'Open thread')).toThrow('no button');
  await acting.setBotPermissions(HARBOUR.guild, INVITE_PERMISSIONS | REMEDY_PERMISSIONS);
  await acting.click(people.wen, opened, button(opened, 'Acknowledge'));
  await shows(new RegExp(`<@${people.wen}> is looking into it`));

  const asked = await acting.click(people.wen, opened, button(await alert(), 'Slow mode'));
  if (!asked.message) throw new Error('not asked for how long');
  await acting.click(people.wen, asked.message, button(asked.message, '直到有人关闭'));
  await shows(/turned on slow mode: 10 s/);
  await acting.click(people.wen, opened, button(await alert(), 'Undo slow mode'));
  await shows(/undid slow mode/);

  const talk = await acting.click(people.mira, opened, button(await alert(), 'Open thread'));
  const link = await seen.settled(({ id, content }) => id === talk.message?.id && content.includes('<#'));
  expect(link.content).toContain(`<#${opened.id}>`);

  await crash();
  seen = await acting.watch(people.mira);
  await stage.command('settings', 'language', { language: 'zh-CN' });
  await acting.click(people.wen, opened, button(await alert(), 'Snooze 1 h'));
  await shows(/已将告警静音至/);
  const { interactionId } = await acting.click(people.wen, opened, button(await alert(), '误报'));
  await acting.submit(people.wen, opened.channel_id, interactionId, { reason: '比赛之夜' });
  const judged = await shows(/误报.*比赛之夜/);
  expect(text(judged)).toContain('灵敏度已降到 1/4');

  const told = await acting.run(people.wen, channels.modAlerts, 'alerts', {}, { subcommands: ['history'] });
  const mine = await acting.watch(people.wen);
  const list = (await acting.read(people.wen, channels.modAlerts)).find(({ id }) => id === told.message?.id);
  const shown = list?.embeds.length
    ? list
    : await mine.settled(({ id, embeds }) => id === told.message?.id && embeds.length > 0);
  expect(text(shown)).toContain('误报');
  const all = await acting.read(people.mira, channels.modAlerts);
  expect(all.filter(({ author, flags = 0 }) => author.id === bot && (flags & 64) === 0)).toHaveLength(1);
}, 240_000);
