import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { HARBOUR } from '../../src/index.ts';
import { People } from '../../src/testing/index.ts';
import { browserPath, composer, row, useRig } from './rig.ts';

const { people, channels } = HARBOUR;

describe.skipIf(!browserPath)('the page for somebody who is new, or uses the keyboard', () => {
  const rig = useRig();

  test('says once who one is, that the bot reads, and what to try', async () => {
    await rig.say('somebody is here already');
    const page = await rig.open({ as: people.mira });
    const card = page.locator('#welcome');
    await card.waitFor();
    expect(await card.textContent()).toContain('You are Mira');
    expect(await card.textContent()).toContain('Bot reads what is written');
    expect(await card.locator('.tips button').count()).toBe(3);
    await card.getByRole('button', { name: 'Got it' }).click();
    await page.reload();
    await row(page, 'somebody is here already').first().waitFor();
    expect(await card.count()).toBe(0);
  });

  test('the first key goes to a way past everything, to the field that one writes in', async () => {
    const page = await rig.open({ as: people.mira });
    await page.keyboard.press('Tab');
    await page.locator('#skip:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('typed without a mouse');
    expect(await composer(page).inputValue()).toBe('typed without a mouse');
  });

  test('arrows go from message to message, and only the one in focus has its tools in the order of tabs', async () => {
    for (const line of ['first line', 'second line', 'third line']) await rig.say(line);
    const page = await rig.open({ as: people.mira });
    await row(page, 'third line').last().waitFor();
    const inOrder = page.locator('.tool:not([tabindex="-1"])');
    expect(await inOrder.count()).toBe(0);
    await page.locator('#messages').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await row(page, 'second line').last().locator('article:focus').waitFor();
    const own = await row(page, 'second line').last().locator('.tool').count();
    expect(await inOrder.count()).toBe(own);
    await composer(page).focus();
    expect(await inOrder.count()).toBe(0);
  });

  test('what one writes is shown, however far up one reads', async () => {
    for (let n = 0; n < 40; n += 1) await rig.say(`long ago ${n}`);
    const page = await rig.open({ as: people.mira });
    await row(page, 'long ago 39').last().waitFor();
    await page.locator('#messages').evaluate('(box) => { box.scrollTop = 0; }');
    await composer(page).fill('written from above');
    await composer(page).press('Enter');
    const mine = row(page, 'written from above');
    await mine.waitFor();
    await page.waitForFunction(
      '(() => { const box = document.querySelector("#messages"); return box.scrollHeight - box.scrollTop - box.clientHeight < 10; })()',
    );
    expect(await page.locator('.newest').isVisible()).toBe(false);
  });

  test('a command that was typed out is run, not posted', async () => {
    const page = await rig.open({ as: people.mira });
    await composer(page).fill('/echo text:ahoy there times:2');
    await composer(page).press('Escape');
    await composer(page).press('Enter');
    await row(page, 'ahoy thereahoy there').waitFor();
    expect(await row(page, '/echo').count()).toBe(0);
  });

  test('a typed command that lacks something, or names what is not there, opens its form', async () => {
    const page = await rig.open({ as: people.mira });
    await composer(page).fill('/echo text:hi where:nowhere');
    await composer(page).press('Escape');
    await composer(page).press('Enter');
    const form = page.locator('form.command');
    await form.waitFor();
    expect(await form.locator('[name="text"]').inputValue()).toBe('hi');
  });

  test('nothing can be typed before a channel is open, since it would be lost', async () => {
    const page = await rig.open({ as: people.mira });
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    await page.route('**/control/state', async (route) => {
      await opened;
      await route.continue();
    });
    await page.reload();
    await composer(page).waitFor();
    expect(await composer(page).isDisabled()).toBe(true);
    open();
    await page.locator('#foot textarea:enabled').waitFor();
  });

  test('words that were typed behind a command are what it asks for, with a colon in them or without', async () => {
    const page = await rig.open({ as: people.mira });
    for (const [typed, said] of [
      ['/echo fair winds to you', 'fair winds to you'],
      ['/echo mind this: we meet at 10:30, see https://example.org/pier', 'mind this: we meet at 10:30'],
      ['/echo land ahoy! times:2', 'land ahoy!land ahoy!'],
    ] as const) {
      await composer(page).fill(typed);
      await composer(page).press('Escape');
      await composer(page).press('Enter');
      await row(page, said).waitFor();
    }
    expect(await row(page, '/echo').count()).toBe(0);
    expect(await page.locator('form.command').count()).toBe(0);
  });

  test('an option that a typed command does not have is named, and nothing is run or posted', async () => {
    const page = await rig.open({ as: people.mira });
    const written = await rig.say('before the typo');
    for (const [typed, words] of [
      ['/echo text:never said timse:2', '/echo has no option “timse”. It has: '],
      ['/secret please', '/secret takes no options.'],
    ] as const) {
      await composer(page).fill(typed);
      await composer(page).press('Escape');
      await composer(page).press('Enter');
      await page.locator('.toast', { hasText: words }).waitFor();
      expect(await composer(page).inputValue()).toBe(typed);
    }
    const channel = await rig.bot.channels.fetch(channels.general);
    if (channel?.type !== ChannelType.GuildText) throw new TypeError('no text channel');
    const after = await channel.messages.fetch({ after: written.id });
    expect(after.map(({ content }) => content)).toEqual([]);
  });

  test('a channel in which one was mentioned says how often', async () => {
    const page = await rig.open({ as: people.mira, channel: channels.support });
    await page.locator('h1', { hasText: 'support' }).waitFor();
    await rig.say(`<@${people.mira}> have a look`);
    await rig.say('and nothing more');
    await page.locator('.channel.unread .count', { hasText: '1' }).waitFor();
    await page.locator('.channel', { hasText: 'general' }).click();
    await row(page, 'have a look').waitFor();
    expect(await page.locator('.channel .count').count()).toBe(0);
  });

  test('a thread of a closed channel is named to those who see the channel, and to nobody else', async () => {
    const channel = await rig.bot.channels.fetch(channels.modAlerts);
    if (channel?.type !== ChannelType.GuildText) throw new TypeError('no text channel');
    await new People(rig.server.url).setBotPermissions(HARBOUR.guild, PermissionFlagsBits.Administrator);
    await channel.threads.create({ name: 'about Wen' });
    const mira = await rig.open({ as: people.mira });
    await mira.locator('#side .channel', { hasText: 'about Wen' }).waitFor();
    const tomas = await rig.open({ as: people.tomas });
    await tomas.locator('#side .channel', { hasText: 'general' }).waitFor();
    expect(await tomas.locator('#side .channel', { hasText: 'about Wen' }).count()).toBe(0);
  });

  test('old answers that only oneself sees go by themselves', async () => {
    const page = await rig.open({ as: people.mira });
    for (let n = 1; n <= 4; n += 1) {
      await composer(page).fill('/secret');
      await composer(page).press('Escape');
      await composer(page).press('Enter');
      await page
        .locator('.row.ephemeral')
        .nth(Math.min(n, 3) - 1)
        .waitFor();
    }
    expect(await page.locator('.row.ephemeral').count()).toBe(3);
  });
});
