import { describe, expect, it } from 'vitest';
import { guildId } from '../../../src/ids.ts';
import { buttonsOf } from '../../support/buttons.ts';
import { onAlertStage } from './stage.ts';

const { stage, moderator, raise, alerts, alert } = onAlertStage();

const test = (options = {}, who = moderator()) =>
  stage().ask(who, stage().channels.general, 'alerts test', options);
const incidents = () => stage().store.incidents.recent(guildId.parse(stage().guild), 10);

describe('/alerts test', () => {
  it('posts what would be raised where alerts go, marked as a test in every part, and mentions nobody', async () => {
    const told = await test();
    const posted = await alert();
    expect(told.isEphemeral).toBe(true);
    expect(told.content).toContain(`<#${stage().channels.offtopic}>`);
    expect(told.content).toContain(`/${stage().channels.offtopic}/${posted.id}`);
    expect(posted.content).toMatch(/^🧪 Test: ⚠️ <#\d+>: \d+ of \d+ messages clearly negative/);
    const [embed] = posted.embeds;
    expect(embed?.title).toMatch(/^🧪 Test: /);
    expect(embed?.description).toMatch(/This is a test: nothing has happened\.[^]*would mention <@&77>/);
    expect(embed?.footer?.text).toBe('Test · not counted');
    expect(posted.mention_roles).toEqual([]);
  });

  it('is never counted: no incident, no line in the history', async () => {
    await test();
    expect(await incidents()).toEqual([]);
    const history = await stage().ask(moderator(), stage().channels.general, 'alerts history');
    expect(history.text).toContain('No alerts yet');
  });

  it('needs as many messages as the threshold of the channel asks for', async () => {
    const negativeIn = async () => Number(/: (\d+) of/.exec((await alert()).content)?.[1]);
    await test();
    const usual = await negativeIn();
    await stage().store.settings.update(guildId.parse(stage().guild), (held) => ({
      ...held,
      sensitivity: 'low',
    }));
    await test();
    expect(await negativeIn()).toBeGreaterThan(usual);
    // Nobody wrote so many: what would be raised is not what was.
    await raise();
    expect(await alerts()).toHaveLength(3);
  });

  it('has buttons that do nothing and say so, pressed by anyone, twice, and with a made-up id', async () => {
    await test();
    const posted = await alert();
    const ids = buttonsOf(posted);
    expect(ids.length).toBeGreaterThan(4);
    for (const id of [...ids, ids[0]!]) {
      const told = await stage().press(stage().people.ann, posted, id);
      expect([told.isEphemeral, told.content]).toEqual([
        true,
        'This is a test alert: its buttons do nothing.',
      ]);
    }
    expect(buttonsOf(await alert())).toEqual(ids);
    expect(await incidents()).toEqual([]);
    await raise();
    const { id } = (await incidents())[0]!;
    const forged = await stage().client.channels.fetch(stage().channels.offtopic);
    if (!forged?.isSendable()) throw new Error('no channel');
    const { id: messageId } = await forged.send({
      content: 'forged',
      components: [
        { type: 1, components: [{ type: 2, style: 2, label: 'x', customId: `alert-test:ack:${id}` }] },
      ],
    });
    await stage().press(
      moderator(),
      { id: messageId, channel_id: stage().channels.offtopic },
      `alert-test:ack:${id}`,
    );
    expect((await incidents())[0]).toMatchObject({ state: 'open', history: [] });
  });

  it('is refused for a channel that is not watched, without a channel for alerts, or where the person sees neither', async () => {
    const { general, staff } = stage().channels;
    const guild = guildId.parse(stage().guild);
    expect((await test({ channel: staff }, stage().people.owner)).content).toContain('is not watched');
    expect((await test({ channel: staff })).content).toContain("You can't see that channel");
    await stage().store.settings.update(guild, (held) => ({ ...held, alertChannelId: staff as never }));
    expect((await test()).content).toContain("You can't see that channel");
    await stage().store.settings.update(guild, (held) => ({ ...held, alertChannelId: null }));
    expect((await test()).content).toContain('No channel is chosen for alerts');
    expect(await alerts()).toEqual([]);
    await expect(
      stage().acting.run(stage().people.ann, general, 'alerts', {}, { subcommands: ['test'] }),
    ).rejects.toThrow('Missing Permissions');
  });

  it('is written in the language of the server, and answered in that of the person', async () => {
    await stage().store.settings.update(guildId.parse(stage().guild), (held) => ({
      ...held,
      locale: 'zh-CN',
    }));
    const told = await test();
    expect(told.content).toContain('Posted in');
    expect((await alert()).content).toMatch(/^🧪 测试：/);
    expect((await alert()).text).toContain('这是测试，什么都没发生');
  });
});
