import { PermissionFlagsBits } from 'discord.js';
import { beforeEach, expect, it } from 'vitest';
import { guildId } from '../../../src/ids.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import { alertButtonId } from '../../../src/report/alertButtons.ts';
import { buttonsOf } from '../../support/buttons.ts';
import { postComponent } from '../rights/posting.ts';
import { GONE } from '../rights/told.ts';
import { onAlertStage } from './stage.ts';

const { stage, moderator, other, raise, alert, latest } = onAlertStage();
let direct: string;
beforeEach(async () => {
  direct = await stage().acting.dm(moderator());
});

const ask = (state: string, who = moderator()) =>
  stage().ask(who, stage().channels.general, 'alerts private', { state });
/** What Discord answers to direct messages for the moderator; null: what it would. */
function answering(answer: () => Promise<Response | null>) {
  const { options } = stage().client.rest;
  const ask = options.makeRequest.bind(options);
  options.makeRequest = async (address, request) =>
    (address.endsWith(`/channels/${direct}/messages`) ? await answer() : null) ?? ask(address, request);
}
const told = async (who = moderator(), where = direct) => stage().sees(who, where);
const settings = () => stage().store.settings.get(guildId.parse(stage().guild));

it('tells who asks for it in a direct message, with a link, when an alert opens, and once', async () => {
  expect((await ask('on')).content).toContain('direct message');
  expect((await told()).map(({ content }) => content)).toEqual([expect.stringContaining('Harbour')]);
  await raise();
  await raise('general', 20);
  const [, message, ...more] = await told();
  expect(more).toEqual([]);
  expect(message?.content).toContain(`<#${stage().channels.general}>`);
  expect(message?.content).toContain((await alert()).id);
  expect(message?.mention_roles).toEqual([]);
  expect(buttonsOf(message!)).toEqual([`alert-private-off:${stage().guild}`]);
});

it('tells nobody who did not ask, and nobody twice who asks twice', async () => {
  await ask('on');
  expect((await ask('on')).content).toBe('Nothing changed.');
  await raise();
  expect(await told()).toHaveLength(2);
  const theirs = await stage().acting.dm(other());
  expect(await told(other(), theirs)).toEqual([]);
});

it('ends by the button in the direct message, and by the command', async () => {
  await ask('on');
  const [welcome] = await told();
  const off = buttonsOf(welcome!)[0]!;
  const first = await stage().press(moderator(), welcome!, off);
  expect(first.content).toContain('not be told');
  expect((await settings()).toldInPrivate).toEqual([]);
  expect((await stage().press(moderator(), welcome!, off)).content).toBe('Nothing changed.');
  await ask('on');
  expect((await ask('off')).content).toContain('not be told');
  await raise();
  expect((await told()).filter(({ embeds }) => embeds.length > 0)).toEqual([]);
});

it('ends for the person who presses it alone, whatever server a forged button names', async () => {
  await ask('on');
  for (const subject of [stage().guild, '1', 'x']) {
    const id = `alert-private-off:${subject}`;
    const forged = await postComponent(stage(), stage().channels.general, id);
    const { content } = await stage().press(other(), forged, id);
    expect(content).toBe(subject === stage().guild ? 'Nothing changed.' : GONE);
  }
  expect((await settings()).toldInPrivate).toHaveLength(1);
  expect(await stage().store.settings.guilds()).not.toContain('1');
});

it('tells nobody of a channel that they cannot see, or may not moderate any more', async () => {
  await ask('on');
  await raise('staff');
  expect(await told()).toHaveLength(1);
  const permissions = PermissionFlagsBits.ModerateMembers.toString();
  const kim = await stage().acting.addUser({ username: 'kim', guildIds: [stage().guild], permissions });
  await ask('on', kim);
  const guild = stage().client.guilds.cache.get(stage().guild)!;
  const held = guild.roles.cache.find(({ name }) => name === "kim's role")!;
  held.permissions = held.permissions.remove('ModerateMembers');
  await raise();
  const theirs = await stage().acting.dm(kim);
  expect(await told(kim, theirs)).toHaveLength(1);
  expect(await told()).toHaveLength(2);
});

it('is silent in quiet hours, and of what opened long ago', async () => {
  await ask('on');
  const id = guildId.parse(stage().guild);
  await stage().store.settings.update(id, (held) => ({ ...held, quietHours: { from: 0, to: 1439 } }));
  await raise();
  expect(await told()).toHaveLength(1);
  await stage().store.settings.update(id, (held) => ({ ...held, quietHours: null }));
  await stage().clock.advance(HOUR - MINUTE);
  await raise('general', 30);
  expect(await told()).toHaveLength(1);
});

it('is refused where the person takes no direct messages, and forgotten with their data', async () => {
  await ask('on');
  const copy = await stage().ask(moderator(), stage().channels.general, 'privacy export');
  expect(copy.attachments).toHaveLength(1);
  await stage().ask(moderator(), stage().channels.general, 'privacy delete');
  expect((await settings()).toldInPrivate).toEqual([]);
});

it('keeps no alert waiting: it is acknowledged while people are still being told, and spares the others', async () => {
  await ask('on');
  await ask('on', other());
  let free = () => {};
  const held = new Promise<null>((resolve) => (free = () => resolve(null)));
  const begun = new Promise<void>((resolve) => {
    answering(() => {
      resolve();
      return held;
    });
  });
  const seen = await stage().acting.watch(moderator());
  const raised = raise();
  await begun;
  const message = await alert();
  await stage().press(moderator(), message, alertButtonId('ack', (await latest()).id));
  const { message: shown } = await seen.next('edit', (event) => event.message.id === message.id);
  expect(JSON.stringify(shown)).toContain(`<@${moderator()}>`);
  free();
  await raised;
  expect(await told()).toHaveLength(2);
  expect(await told(other(), await stage().acting.dm(other()))).toHaveLength(1);
});

it('tells again who could not be told for a moment, and not who refuses', async () => {
  await ask('on');
  let tries = 0;
  answering(() => {
    tries += 1;
    if (tries === 1) return Promise.reject(new Error('the network is away'));
    const tooFast = { code: 40_003, message: 'You are opening direct messages too fast' };
    return Promise.resolve(tries === 2 ? Response.json(tooFast, { status: 400 }) : null);
  });
  const nextMinute = async () => {
    await stage().clock.advance(MINUTE);
    await stage().alerts.refresh();
    await stage().background.settled();
  };
  await raise();
  await nextMinute();
  expect(await told()).toHaveLength(1);
  await nextMinute();
  expect(await told()).toHaveLength(2);
  await nextMinute();
  expect(tries).toBe(3);

  answering(() => {
    tries += 1;
    const closed = { code: 50_007, message: 'Cannot send messages to this user' };
    return Promise.resolve(Response.json(closed, { status: 403 }));
  });
  await stage().clock.advance(2 * HOUR);
  await raise('offtopic');
  const before = tries;
  await nextMinute();
  expect([before, tries]).toEqual([4, 4]);
});
