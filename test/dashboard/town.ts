// Four weeks of a lively server with an outage at the end, for looking at the mood view.
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import { LABELS, type Label } from '../../src/mood/verdict.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { background, outage, stage } from '../pipeline/alerts/rig.ts';

const SAID: Readonly<Record<Label, readonly string[]>> = {
  positive: [
    'the new map looks lovely',
    'great match tonight, thanks all',
    'finally got the badge, so happy',
  ],
  neutral: [
    'who is on for the raid at nine?',
    'the patch notes are pinned',
    'which settings do you use for voice?',
  ],
  negative: [
    'matchmaking put me with bots again',
    'the queue is broken, lost my rank',
    'this update is a mess',
  ],
};

/** So many a minute apart are enough for every hour of every day to be known. */
async function livelyWeeks(): Promise<void> {
  const { store, guild, channels, people, clock } = stage;
  const authors = [people.ann, people.ben, people.lin, people.mod];
  const rows = [channels.general, channels.offtopic].flatMap((where, place) => {
    const step = place === 0 ? 12 * MINUTE : 25 * MINUTE;
    return Array.from({ length: Math.floor((28 * DAY) / step) }, (_, n) => {
      const at = clock.now() - 28 * DAY + n * step;
      const hour = (at / HOUR) % 24;
      // Mornings are calmer than evenings; the pattern needs no chance.
      const turn = (n * 7 + place * 3) % 20;
      const label = LABELS[turn < 9 - hour / 6 ? 0 : turn < 16 - hour / 8 ? 1 : 2];
      return { at: at + place * 1000, where, author: authors[n % 4]!, label, n };
    });
  });
  const messages = rows.map(({ at, where, author, label, n }, i) => ({
    id: messageId.parse((BigInt(snowflakeAt(at)) + BigInt(i % 4000)).toString()),
    guildId: guildId.parse(guild),
    channelId: channelId.parse(where),
    authorId: userId.parse(author),
    createdAt: at,
    content: SAID[label][n % 3]!,
  }));
  await store.intake.add(messages);
  await store.queue.tag(
    messages.map(({ id, createdAt }, i) => {
      const { label, n } = rows[i]!;
      const probabilities = { positive: 0.05, neutral: 0.05, negative: 0.05, [label]: 0.9 };
      const verdict = { label, probabilities, uncertain: n % 11 === 0 };
      return {
        id,
        revision: 1,
        verdict,
        model: 't',
        promptVersion: '1',
        truncated: false,
        judgedAt: createdAt,
      };
    }),
  );
  await store.events.add({
    guildId: guildId.parse(guild),
    text: 'Season 4 starts',
    at: clock.now() - 9 * HOUR,
    lasts: 0,
  });
}

export async function liveEvening(): Promise<void> {
  await livelyWeeks();
  await outage(30);
  await background.settled();
}
