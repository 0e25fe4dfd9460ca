// What the mood view says where nothing is judged in the period.
import { describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import { DAY, MINUTE } from '../../src/mood/window.ts';
import { keep, stage } from '../pipeline/alerts/rig.ts';
import { mood, useMood } from './rig.ts';

useMood();

const exclude = (...channels: string[]) =>
  stage.store.settings.update(guildId.parse(stage.guild), (held) => ({
    ...held,
    watch: { ...held.watch, exclude: channels.map((id) => channelId.parse(id)) },
  }));

describe('a view without figures', () => {
  it('says where to write so that something shows', async () => {
    const { head } = await mood.view(stage.people.ann);
    expect(head.empty).toMatchObject({ title: 'No messages yet', longer: null, isChosen: false });
    expect(head.headline).toBe('No messages yet');
    expect(head.empty!.text).toContain('#general #offtopic');
  });

  it('says who can choose channels where none is read, whatever is held of the time before', async () => {
    await keep([{ at: stage.clock.now() - 2 * DAY, author: stage.people.ann, label: 'neutral' }]);
    await exclude(stage.channels.general, stage.channels.offtopic);
    const { head } = await mood.view(stage.people.ann);
    expect(head.empty).toMatchObject({ title: 'Nothing was judged in this period', longer: null });
    expect(head.empty!.text).toContain('I read no channel that you can see');
    expect(head.empty!.text).toContain('/settings watch');
  });

  it('does not ask to write in a chosen channel that is not read', async () => {
    await exclude(stage.channels.general);
    const { general, offtopic } = stage.channels;
    const { head } = await mood.view(stage.people.ann, `channels=${general}`);
    expect(head.empty).toMatchObject({
      title: 'Nothing was judged in this period',
      text: 'I do not read #general. Whoever manages the server chooses channels with /settings watch.',
      isChosen: true,
    });
    const both = await mood.view(stage.people.ann, `channels=${general},${offtopic}`);
    expect(both.head.empty!.text).toContain('Write in a channel that I read: #offtopic.');
  });

  it('leads to the shortest longer period that has something', async () => {
    await keep(
      Array.from({ length: 3 }, () => ({
        at: stage.clock.now() - 2 * DAY,
        author: stage.people.ann,
        label: 'neutral' as const,
      })),
    );
    const { head } = await mood.view(stage.people.ann, 'period=hour');
    expect(head.empty!.title).toBe('Nothing was judged in this period');
    expect(head.empty!.longer).toEqual({ name: 'week', text: 'Week: 3 messages' });
    const quiet = await mood.view(stage.people.ann, `channels=${stage.channels.offtopic}`);
    expect(quiet.head.empty).toMatchObject({ longer: null, isChosen: true });
    expect((await mood.view(stage.people.ann, 'period=week')).head.empty).toBeNull();
  });

  it('says that the first messages are being judged', async () => {
    await stage.store.intake.add([
      {
        id: messageId.parse(snowflakeAt(stage.clock.now() - MINUTE)),
        guildId: guildId.parse(stage.guild),
        channelId: channelId.parse(stage.channels.general),
        authorId: userId.parse(stage.people.ann),
        createdAt: stage.clock.now() - MINUTE,
        content: 'hello',
      },
    ]);
    const { head } = await mood.view(stage.people.ann);
    expect(head.empty!.title).toBe('The first messages are being judged');
    expect(head.notes).toHaveLength(1);
  });
});
