import { ChannelType, Events, type Guild, type OverwriteResolvable } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, userId, type GuildId } from '../../src/ids.ts';
import { expireJob } from '../../src/jobs/expire.ts';
import { silentLog } from '../../src/log.ts';
import { DAY } from '../../src/mood/window.ts';
import { enroll, eraseLeft, leave, LEAVE_GRACE, type EnrollOptions } from '../../src/pipeline/enroll.ts';
import { noticeText } from '../../src/pipeline/notice.ts';
import type { Readers } from '../../src/report/readers.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
let options: EnrollOptions;

beforeEach(async () => {
  stage = await openStage();
  const { store, clock } = stage;
  options = {
    store,
    clock,
    log: silentLog,
    retentionDays: 30,
    readers: { isRemote: false, hearsVoice: false },
    firstSettings: () => ({ reactions: true }),
  };
});
afterEach(() => stage.close());

const guild = () => stage.client.guilds.cache.get(stage.guild)!;
const settings = () => stage.store.settings.get(guildId.parse(stage.guild));
const notices = async (where = stage.channels.general) =>
  (await stage.sees(stage.people.owner, where)).filter(
    ({ author, content }) => author.bot && content.includes('/privacy opt-out'),
  );
async function overwrite(channel: string, overwrites: OverwriteResolvable[]) {
  const found = guild().channels.cache.get(channel);
  if (found?.type !== ChannelType.GuildText) throw new Error('no channel');
  const changed = new Promise((resolve) => stage.client.once(Events.ChannelUpdate, resolve));
  await found.permissionOverwrites.set(overwrites);
  await changed;
}

const expire = () =>
  expireJob({ store: stage.store, clock: stage.clock, retentionDays: 30, historyDays: 730 }).run({
    guildId: null,
    dueAt: stage.clock.now(),
    signal: new AbortController().signal,
  });

describe('joining a server', () => {
  it('gives it settings in its language and posts one short notice where everyone reads', async () => {
    await enroll(guild(), options);
    await enroll(guild(), options);
    expect(await settings()).toMatchObject({ locale: 'en', reactions: true });
    const [notice, ...more] = await notices();
    expect(more).toEqual([]);
    expect(notice?.content).toContain('30 days');
    expect(notice!.content.length).toBeLessThan(2000);
  });

  it('posts no second notice of the same stay, though claims are forgotten', async () => {
    await enroll(guild(), options);
    await stage.clock.advance(31 * DAY);
    await expire();
    const key = `notice:${stage.guild}:${guild().joinedTimestamp}`;
    expect(await stage.store.claims.get(key)).toBeNull();
    await enroll(guild(), options);
    expect(await stage.store.claims.get(key)).toBeNull();
    expect(await notices()).toHaveLength(1);
  });

  it('posts one for a later stay that a run began to post, whatever an earlier stay left standing', async () => {
    await enroll(guild(), options);
    const [earlier] = await notices();
    const joinedTimestamp = Date.parse(earlier!.timestamp) + 1;
    const again = Object.assign(Object.create(guild()) as Guild, { joinedTimestamp });
    await stage.store.claims.take(`notice:${stage.guild}:${joinedTimestamp}`, stage.clock.now());
    await stage.clock.advance(DAY);
    await enroll(again, options);
    expect(await notices()).toHaveLength(2);
  });

  it('posts it where most people read it, in a server whose channels are all closed to everyone', async () => {
    const member = guild().roles.cache.find(({ name }) => name === 'Member')!.id;
    const mods = guild().roles.cache.find(
      ({ name, managed }) => name !== '@everyone' && name !== 'Member' && !managed,
    )!;
    const { id: me } = stage.client.user;
    const { general, offtopic } = stage.channels;
    const readBy = (...roles: string[]) => [
      { id: stage.guild, deny: ['ViewChannel'] as const },
      ...[me, ...roles].map((id) => ({ id, allow: ['ViewChannel', 'SendMessages'] as const })),
    ];
    await overwrite(general, readBy(mods.id));
    await overwrite(offtopic, readBy(mods.id, member));
    await enroll(guild(), options);
    expect(await notices()).toEqual([]);
    const [notice, ...more] = await notices(offtopic);
    expect(more).toEqual([]);
    expect(notice?.content).toContain('/settings watch');
    expect((await settings()).noticedStay).toBe(guild().joinedTimestamp);
  });

  it('posts it to the moderators where nobody else can be reached', async () => {
    const { id: me } = stage.client.user;
    const { general, offtopic } = stage.channels;
    await overwrite(general, [{ id: me, deny: ['SendMessages'] }]);
    await overwrite(offtopic, [
      { id: stage.guild, deny: ['ViewChannel'] },
      { id: me, allow: ['ViewChannel', 'SendMessages'] },
    ]);
    await enroll(guild(), options);
    expect(await notices(offtopic)).toHaveLength(1);
  });

  it('says that texts are not kept where they are not', async () => {
    await enroll(guild(), { ...options, retentionDays: 0 });
    expect((await notices())[0]?.content).toContain('not kept');
  });

  it('says that nothing leaves the machine only where no server reads or hears', () => {
    const said = (readers: Readers) => noticeText(guild(), DEFAULT_SETTINGS, { retentionDays: 30, readers });
    expect(said({ isRemote: false, hearsVoice: false })).toContain('and nothing leaves it.');
    expect(said({ isRemote: false, hearsVoice: true })).toMatch(
      /Voice messages go to a server .* nothing else/,
    );
    expect(said({ isRemote: true, hearsVoice: false })).toMatch(/messages are sent there\./);
    expect(said({ isRemote: true, hearsVoice: true })).toMatch(/sent there; voice messages go to a server/);
    expect(said({ isRemote: true, hearsVoice: true })).not.toContain('leaves');
  });
});

describe('leaving a server', () => {
  async function heldMessage() {
    await stage.tell(stage.channels.general, stage.people.ann, 'positive', 5);
    const counts = () =>
      stage.store.buckets.counts(
        { guildId: guildId.parse(stage.guild), channelId: null },
        { from: 0, to: stage.clock.now() + DAY },
      );
    expect((await counts()).total).toBe(1);
    return counts;
  }

  it('erases everything held of it after the grace, and not before', async () => {
    await enroll(guild(), options);
    const counts = await heldMessage();
    await leave(stage.guild, options);
    await stage.clock.advance(LEAVE_GRACE - 1000);
    await eraseLeft(options);
    expect((await counts()).total).toBe(1);
    await stage.clock.advance(2000);
    await eraseLeft(options);
    expect((await counts()).total).toBe(0);
    expect(await stage.store.settings.guilds()).toEqual([]);
  });

  it('erases every server that is due, though one cannot be erased', async () => {
    const { store } = stage;
    const [first, second] = [guildId.parse('801'), guildId.parse('802')];
    await leave(first, options);
    await leave(second, options);
    await stage.clock.advance(LEAVE_GRACE + 1000);
    const stubborn = (id: GuildId) =>
      id === first ? Promise.reject(new Error('damaged')) : store.eraseGuild(id);
    await eraseLeft({ ...options, store: { ...store, eraseGuild: stubborn } });
    expect(await store.settings.guilds()).toEqual([first]);
  });

  it('is called off when the bot comes back in time', async () => {
    await enroll(guild(), options);
    const counts = await heldMessage();
    await leave(stage.guild, options);
    await stage.clock.advance(DAY);
    await enroll(guild(), options);
    await stage.clock.advance(LEAVE_GRACE);
    await eraseLeft(options);
    expect((await counts()).total).toBe(1);
  });
});

describe('forgetting', () => {
  it('drops texts after the retention and rows after the history; counts stay', async () => {
    const { store, clock } = stage;
    const guild = guildId.parse(stage.guild);
    const add = async (n: number, age: number) => {
      const id = messageId.parse(String(n));
      const row = {
        id,
        guildId: guild,
        channelId: channelId.parse('5'),
        authorId: userId.parse('6'),
        createdAt: clock.now() - age,
        content: 'words',
      };
      await store.intake.add([row]);
      const verdict = {
        label: 'neutral' as const,
        probabilities: { positive: 0, neutral: 1, negative: 0 },
        uncertain: false,
      };
      await store.queue.tag([
        {
          id,
          revision: 1,
          verdict,
          model: 't',
          promptVersion: '1',
          truncated: false,
          judgedAt: row.createdAt,
        },
      ]);
      return () => store.messages.get(id);
    };
    const [fresh, old, ancient] = [await add(1, DAY), await add(2, 31 * DAY), await add(3, 731 * DAY)];
    await expire();
    expect((await fresh())?.content).toBe('words');
    expect(await old()).toMatchObject({ content: null, status: 'judged' });
    expect(await ancient()).toBeNull();
    const counts = await store.buckets.counts(
      { guildId: guild, channelId: null },
      { from: 0, to: clock.now() + DAY },
    );
    expect(counts.total).toBe(3);
  });
});
