// The state of a server, for tests that look for changes.
import { guildId, userId } from '../../../src/ids.ts';
import { EVER } from '../../../src/mood/window.ts';
import type { Receiver } from '../../deliver/receiver.ts';
import type { Stage } from '../stage.ts';

/** All that a command, a button or a form can change in the server. */
export async function stateOf(stage: Stage, receiver: Receiver): Promise<string> {
  await stage.background.settled();
  const { store, people, channels, client } = stage;
  const id = guildId.parse(stage.guild);
  const posts = [];
  for (const where of Object.values(channels)) {
    for (const { id: post, content, embeds, thread, flags } of await stage.sees(people.owner, where)) {
      if (((flags ?? 0) & 64) === 0) posts.push({ post, content, embeds, thread });
    }
  }
  return JSON.stringify({
    settings: await store.settings.get(id),
    incidents: await store.incidents.recent(id, 100),
    events: await store.events.list(id, EVER, 100),
    corrections: await store.corrections.list(id, EVER, 100),
    held: await store.people.countOf(id, userId.parse(people.ann)),
    dead: await stage.deliveries.deadLetters(id, 100),
    sent: receiver.received.length,
    rescheduled: stage.rescheduled,
    slow: client.channels.cache.map((one) => ('rateLimitPerUser' in one ? one.rateLimitPerUser : null)),
    posts,
  });
}
