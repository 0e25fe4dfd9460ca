import { describe, expect, test } from 'vitest';
import { HARBOUR } from '../../src/index.ts';
import { People } from '../../src/testing/index.ts';
import { browserPath, composer, row, useRig } from './rig.ts';

const { people, channels } = HARBOUR;
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface Picture {
  naturalWidth: number;
  decode(): Promise<void>;
}

describe.skipIf(!browserPath)('messages on the page', () => {
  const rig = useRig();

  test('what one person writes appears on the page of another, and the bot answers a mention', async () => {
    const mira = await rig.open({ as: people.mira });
    const wen = await rig.open({ as: people.wen });
    await composer(mira).fill('ahoy @Bo');
    await mira.locator('#popup li', { hasText: '@Bot' }).waitFor();
    await composer(mira).press('Tab');
    await composer(mira).press('Enter');
    await row(wen, 'ahoy @Bot').waitFor();
    const answer = row(wen, 'pong');
    await answer.waitFor();
    expect(await answer.locator('.badge').textContent()).toBe('APP');
    expect(await answer.locator('.origin').textContent()).toContain('Mira');
  });

  test('a link to another channel of the page opens it', async () => {
    const page = await rig.open({ as: people.mira });
    await rig.say('only in general');
    await row(page, 'only in general').waitFor();
    await page.evaluate(`location.hash = '${channels.support}'`);
    await page.locator('h1', { hasText: 'support' }).waitFor();
    expect(await row(page, 'only in general').count()).toBe(0);
  });

  test("Discord's links to messages of this server open them in the page, however old they are", async () => {
    const { guild, channels: all } = HARBOUR;
    const old = await rig.say('the message that is linked');
    for (let n = 0; n < 70; n += 1) await rig.say(`later line ${n}`);
    const link = `https://discord.com/channels/${guild}/${all.general}/${old.id}`;
    await new People(rig.server.url).post(people.tomas, all.moodReports, `see [Jump](${link}) or ${link}`);
    const page = await rig.open({ as: people.mira, channel: all.moodReports });
    const jump = row(page, 'see Jump').getByRole('link', { name: 'Jump' });
    expect(await jump.getAttribute('target')).toBeNull();
    await jump.click();
    await page.locator('h1', { hasText: 'general' }).waitFor();
    const found = page.locator(`.row[data-id="${old.id}"] article:focus`);
    await found.waitFor();
    // The same link once more, now from its own channel.
    await composer(page).focus();
    await rig.say(`again: [Here](${link})`);
    await row(page, 'again: Here').getByRole('link', { name: 'Here' }).click();
    await found.waitFor();
    const elsewhere = 'https://discord.com/channels/1/2/3';
    await rig.say(`to [another server](${elsewhere})`);
    const out = page.getByRole('link', { name: 'another server' });
    expect(await out.getAttribute('href')).toBe(elsewhere);
    expect(await out.getAttribute('target')).toBe('_blank');
  });

  test('a link to a message that is gone, or in a channel out of sight, says so', async () => {
    const { guild, channels: all } = HARBOUR;
    const gone = await rig.say('soon gone', people.tomas);
    const link = (channel: string, id: string) => `https://discord.com/channels/${guild}/${channel}/${id}`;
    await rig.say(`[Gone](${link(all.general, gone.id)}) [Secret](${link(all.modAlerts, gone.id)})`);
    await new People(rig.server.url).remove(people.tomas, { id: gone.id, channel_id: all.general });
    const page = await rig.open({ as: people.yuki });
    await page.getByRole('link', { name: 'Gone' }).click();
    await page.locator('.toast', { hasText: 'Original message was deleted' }).waitFor();
    await page.getByRole('link', { name: 'Secret' }).click();
    await page.locator('.toast', { hasText: 'see that channel' }).waitFor();
  });

  test('an address with a message opens the page at that message', async () => {
    const { id } = await rig.say('an old message, shown first');
    for (let n = 0; n < 70; n += 1) await rig.say(`after it ${n}`);
    const page = await rig.open({ as: people.mira, channel: `${channels.general}/${id}` });
    await page.locator(`.row[data-id="${id}"] article:focus`).waitFor();
  });

  test('a mentioned command begins in the composer when it is clicked', async () => {
    const page = await rig.open({ as: people.mira });
    await rig.say('try </echo:123> now');
    await row(page, 'try').getByRole('button', { name: '/echo' }).last().click();
    expect(await composer(page).inputValue()).toBe('/echo');
    await page.locator('#popup li', { hasText: '/echo' }).waitFor();
  });

  test('Enter sends and Shift+Enter makes a line, but not while an input method composes', async () => {
    const page = await rig.open({ as: people.mira });
    const input = composer(page);
    await input.fill('ni hao');
    await input.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(await input.inputValue()).toBe('ni hao');
    await input.press('Shift+Enter');
    await input.pressSequentially('second line');
    await input.press('Enter');
    await row(page, 'second line').waitFor();
    expect(await row(page, 'second line').locator('.lines').textContent()).toBe('ni hao\nsecond line');
    expect(await input.inputValue()).toBe('');
  });

  test("the bot's edits change a message in place and deletes take it away", async () => {
    const page = await rig.open({ as: people.mira });
    const channel = await rig.bot.channels.fetch(channels.general);
    if (!channel?.isSendable()) throw new Error('no channel');
    const message = await channel.send('words');
    const shown = page.locator(`[data-id="${message.id}"]`);
    await shown.waitFor();
    const element = await shown.elementHandle();
    await message.edit('words come one by one');
    await shown.locator('.edited').waitFor();
    expect(await shown.locator('.content').textContent()).toBe('words come one by one (edited)');
    expect(await element.evaluate((node: { isConnected: boolean }) => node.isConnected)).toBe(true);
    await message.delete();
    await shown.waitFor({ state: 'detached' });
  });

  test('one edits, answers and deletes by the tool bar of a message', async () => {
    const page = await rig.open({ as: people.mira });
    const { id } = await rig.say('my first draft', people.mira);
    const mine = page.locator(`[data-id="${id}"]`);
    await mine.hover();
    await mine.getByRole('button', { name: 'Edit' }).click();
    await mine.locator('textarea').fill('my second draft');
    await mine.locator('textarea').press('Enter');
    await mine.locator('.edited').waitFor();
    await mine.hover();
    await mine.getByRole('button', { name: 'Reply' }).click();
    await composer(page).fill('answering myself');
    await composer(page).press('Enter');
    await row(page, 'answering myself').locator('.origin', { hasText: 'my second draft' }).waitFor();
    await mine.hover();
    await mine.getByRole('button', { name: 'Delete' }).click();
    await mine.waitFor({ state: 'detached' });
    await row(page, 'answering myself').getByText('Original message was deleted').waitFor();
  });

  test('the text box of an edited message stays while the message changes elsewhere', async () => {
    const page = await rig.open({ as: people.mira });
    const { id } = await rig.say('a first draft', people.mira);
    const mine = page.locator(`[data-id="${id}"]`);
    await mine.hover();
    await mine.getByRole('button', { name: 'Edit' }).click();
    await mine.locator('textarea').fill('the draft of this page');
    const message = { id, channel_id: channels.general };
    await new People(rig.server.url).edit(people.mira, message, 'the draft of another page');
    await rig.say('after the other edit');
    await row(page, 'after the other edit').waitFor();
    expect(await mine.locator('textarea').inputValue()).toBe('the draft of this page');
    await mine.locator('textarea').press('Enter');
    await mine.locator('.content', { hasText: 'the draft of this page (edited)' }).waitFor();
  });

  test('a click on a reaction adds and takes back one’s own', async () => {
    const page = await rig.open({ as: people.mira });
    const { id } = await rig.say('react to me');
    const shown = page.locator(`[data-id="${id}"]`);
    await shown.hover();
    await shown.getByRole('button', { name: 'React', exact: true }).click();
    await shown.getByRole('button', { name: 'React 🎉' }).click();
    const mine = shown.locator('.reaction[aria-pressed="true"]');
    expect(await mine.textContent()).toBe('🎉 1');
    await mine.click();
    await shown.locator('.reaction').waitFor({ state: 'detached' });
  });

  test('files are sent and pictures shown', async () => {
    const page = await rig.open({ as: people.mira });
    await page.locator('input[type="file"]').setInputFiles([
      { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') },
      { name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('all is well') },
    ]);
    await composer(page).fill('two files');
    await composer(page).press('Enter');
    const shown = row(page, 'two files');
    await shown.getByRole('link', { name: 'log.txt' }).waitFor();
    const picture = await shown.locator('img').evaluate(async (img: Picture) => {
      await img.decode();
      return img.naturalWidth;
    });
    expect(picture).toBe(1);
  });

  test('hostile text stays text', async () => {
    const page = await rig.open({ as: people.mira });
    const hostile = [
      '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>',
      '[click](javascript:document.title="owned") <javascript:alert(1)>',
      '**'.repeat(900),
      '`'.repeat(1999),
      '> '.repeat(900),
      '||'.repeat(900),
    ];
    for (const text of hostile) await rig.say(text);
    const { id } = await rig.say('after the bombs');
    await page.locator(`[data-id="${id}"]`).waitFor();
    expect(await row(page, '<img src=x').locator('.content').textContent()).toBe(hostile[0]);
    expect(await page.locator('.content img, .content script, a[href^="javascript"]').count()).toBe(0);
    expect(await page.title()).not.toContain('owned');
  });

  test('the plug-in draws what the host shows beside a message, and draws it again when it changes', async () => {
    const page = await rig.open({ as: people.mira });
    const { id } = await rig.say('this is awful');
    // Stored before it is shown: a page that is not listening yet reads it.
    const show = (word: string) => {
      const tag = { channelId: channels.general, messageId: id, word };
      rig.tags.set(id, tag);
      rig.server.showTag(tag);
    };
    show('<b>sad</b>');
    const drawn = page.locator(`[data-id="${id}"] .word`);
    await drawn.waitFor();
    expect(await drawn.textContent()).toBe('<b>sad</b>');
    expect(
      await drawn.evaluate(
        (node: { ownerDocument: { defaultView: { getComputedStyle(n: unknown): { color: string } } } }) =>
          node.ownerDocument.defaultView.getComputedStyle(node).color,
      ),
    ).toBe('rgb(1, 2, 3)');
    show('glad');
    await page.locator(`[data-id="${id}"] .word`, { hasText: 'glad' }).waitFor();
  });

  test('a newcomer finds the tips of the plug-in in an empty channel, each for the composer', async () => {
    const page = await rig.open({ as: people.mira, channel: channels.support });
    await page.getByRole('button', { name: 'Try the plug-in' }).click();
    expect(await composer(page).inputValue()).toBe('/echo');
  });
});
