// A server with something of everything that is kept, and what the bot would see of it.
import { DAY, QUARTER } from '../../src/mood/window.ts';
import type { Store } from '../../src/store/store.ts';
import {
  ann,
  authorOf,
  bob,
  complained,
  ever,
  general,
  guild,
  idOf,
  judged,
  message,
} from '../contract/store/fixtures.ts';
import { NOON, otherGuild, random, server, tag } from '../contract/store/fixtures.ts';

const evidence = {
  negative: 14,
  total: 22,
  expected: 3.2,
  interval: [1, 6] as const,
  authors: 5,
  since: NOON,
};
const act = { act: 'acknowledged', at: NOON + 1, by: ann } as const;

/** Something of everything that is kept; another server stays where it is. */
export async function fill(store: Store): Promise<void> {
  for (let n = 1; n <= 30; n += 1) {
    const place = {
      createdAt: NOON + n * QUARTER,
      authorId: authorOf(n % 7),
      channelId: n % 2 ? general : random,
    };
    await judged(store, message(n, place), n % 3 ? 'negative' : 'positive', n % 5 === 0);
  }
  await complained(store, message(34, { createdAt: NOON + 7 * QUARTER }), 'hostility');
  await complained(store, message(35, { createdAt: NOON + 8 * QUARTER }), 'worry');
  await store.intake.add([
    message(31, { createdAt: NOON + 40 * QUARTER }),
    message(32),
    message(33, { guildId: otherGuild }),
  ]);
  await store.queue.fail([{ id: idOf(32), revision: 1, reason: 'too odd' }]);
  await store.intake.edit(idOf(4), 'edited since');
  await store.queue.tag([{ ...tag(idOf(4), 'neutral'), revision: 2 }]);
  await store.corrections.set(idOf(3), 1, 'neutral');
  await store.expire(NOON + 3 * QUARTER, 0, 100);
  await store.people.optOut(guild, bob);
  const first = await store.incidents.open({ guildId: guild, channelId: general, openedAt: NOON, evidence });
  const { incident } = await store.incidents.open({
    ...{ guildId: guild, channelId: random, openedAt: NOON + 5, evidence },
  });
  await store.incidents.setMessage(first.incident.id, general, idOf(900));
  await store.incidents.change(first.incident.id, 1, { state: 'acknowledged' }, act);
  await store.incidents.change(incident.id, 1, { leadId: first.incident.id }, { ...act, act: 'joined' });
  await store.claims.take(`alert:${guild}:${first.incident.id}`, NOON);
  await store.claims.settle(`alert:${guild}:${first.incident.id}`, idOf(900));
  await store.claims.take(`notice:${guild}:${NOON}`, NOON);
  await store.claims.take(`notice:${otherGuild}:${NOON}`, NOON);
  const report = { guildId: guild, kind: 'summary', window: { from: NOON, to: NOON + DAY } } as const;
  await store.reports.save({ ...report, createdAt: NOON });
  await store.reports.settle(report, { at: NOON + 9, messageId: idOf(901), reason: null });
  await store.events.add({ guildId: guild, text: 'Release 2 "is" here 🎉', at: NOON, lasts: DAY });
  const letter = { guildId: guild, target: 'hook', letter: '{"a":1}', at: NOON };
  await store.deliveries.add(['waits', 'arrived', 'dead'].map((key) => ({ ...letter, key })));
  await store.deliveries.markArrived('arrived', NOON);
  await store.deliveries.bury('dead', NOON, 'refused');
  await store.resets.set({ guildId: guild, channelId: general, userId: ann }, idOf(20));
  await store.settings.update(guild, (held) => ({ ...held, locale: 'zh-TW', alertChannelId: general }));
}

/** What the bot would see of the server. */
export async function seen(store: Store) {
  const window = { from: NOON - DAY, to: NOON + 3 * DAY };
  return {
    settings: await store.settings.get(guild),
    messages: await store.messages.recent(server, 100),
    pending: (await store.queue.pending(100)).map(({ id }) => id),
    failed: (await store.messages.get(idOf(32)))?.failure,
    counts: await store.buckets.counts(server, ever),
    channels: (await store.buckets.byChannel(guild, ever)).toSorted((a, b) =>
      a.channelId.localeCompare(b.channelId),
    ),
    weighed: await store.buckets.weighed(server, window),
    authors: await store.buckets.authors(server, window),
    optedOut: [await store.people.isOptedOut(guild, bob), await store.people.isOptedOut(guild, ann)],
    events: (await store.events.list(guild, window, 10)).map(({ text, at, lasts }) => ({ text, at, lasts })),
    dead: await store.deliveries.deadLetters(guild, 10),
    due: await store.deliveries.nextDue(),
    report: await store.reports.latest(guild, 'summary'),
    reset: await store.resets.get({ guildId: guild, channelId: general, userId: ann }),
    drift: await store.recount(window, false),
    incidents: (await store.incidents.recent(guild, 10)).map(({ leadId, ...rest }) => ({
      ...rest,
      id: '',
      leadId: null,
      isLed: leadId !== null,
    })),
  };
}
