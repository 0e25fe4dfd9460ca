// Generates two years of a server's chat from a seed: who writes what, where and when.
import { channelId, guildId, messageId, snowflakeAt, userId, type GuildId } from '../../src/ids.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';
import { LABELS } from '../../src/mood/verdict.ts';
import { verdictFrom } from '../../src/mood/verdict.ts';
import type { NewMessage, Scope, Tag } from '../../src/store/store.ts';
import { randomFrom, type Random } from '../spike/generator.ts';

/** The moment after the last generated message, milliseconds since 1970. */
export const END = Date.UTC(2026, 5, 1);
const START = END - 730 * DAY;
const CHANNELS = 500;
const PEOPLE = 20_000;

/** Shares of the messages that servers have. */
const SERVERS = [0.5, 0.25, 0.15, 0.1];
/** Shares of a day's messages by UTC hour: fewest at 4, most at 20. */
const HOURS = [5, 3, 2, 1, 1, 1, 2, 3, 4, 5, 5, 6, 7, 7, 7, 8, 8, 9, 10, 11, 12, 11, 9, 7];

interface Place {
  readonly guild: GuildId;
  readonly scope: Scope & { readonly channelId: NonNullable<Scope['channelId']> };
}

const guildOf = (server: number) => guildId.parse((11n * 10n ** 17n + BigInt(server)).toString());
/** Channels by number; neighbours are of different servers. */
export const PLACES: readonly Place[] = Array.from({ length: CHANNELS }, (_, number) => {
  const guild = guildOf(number % SERVERS.length);
  const id = channelId.parse((12n * 10n ** 17n + BigInt(number)).toString());
  return { guild, scope: { guildId: guild, channelId: id } };
});
export const GUILDS = SERVERS.map((_, server) => guildOf(server));

/** Draws 0 … size - 1 with weights 1 / (rank + shift). */
function zipf(size: number, shift: number): (random: Random) => number {
  const sums = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank++) sums[rank] = sum += 1 / (rank + shift);
  return (random) => {
    const wanted = random() * sum;
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const channelRank = zipf(CHANNELS / SERVERS.length, 3);
const personRank = zipf(PEOPLE, 10);
const hourTotal = HOURS.reduce((a, b) => a + b, 0);

function serverFor(share: number): number {
  let sum = 0;
  return Math.max(
    0,
    SERVERS.findIndex((part) => (sum += part) > share),
  );
}

/** `count` messages spread over `from` … `to`, oldest first. */
export function* messages(count: number, seed: number, from = START, to = END): Generator<NewMessage> {
  const random = randomFrom(seed);
  const perHour = count / ((to - from) / HOUR);
  let owed = 0;
  for (let hour = from; hour < to; hour += HOUR) {
    const share = ((HOURS[new Date(hour).getUTCHours()] ?? 0) / hourTotal) * HOURS.length;
    owed += perHour * share;
    const moments = Array.from({ length: Math.floor(owed) }, () => Math.floor(random() * HOUR)).sort(
      (a, b) => a - b,
    );
    owed -= moments.length;
    for (const [index, moment] of moments.entries()) yield messageAt(hour + moment, index, random);
  }
}

/** One message at a moment. `serial` makes the ids of one millisecond different. */
export function messageAt(createdAt: number, serial: number, random: Random): NewMessage {
  const server = serverFor(random());
  const place = PLACES[channelRank(random) * SERVERS.length + server];
  if (!place) throw new RangeError('No such channel.');
  const id = BigInt(snowflakeAt(createdAt)) + BigInt(serial % 4_194_304);
  return {
    id: messageId.parse(id.toString()),
    guildId: place.guild,
    channelId: place.scope.channelId,
    authorId: userId.parse((13n * 10n ** 17n + BigInt(personRank(random))).toString()),
    createdAt,
    content: 'so it goes '.repeat(1 + Math.floor(-4 * Math.log(random()))).trim(),
  };
}

export function tagOf({ id, createdAt }: NewMessage, random: Random): Tag {
  const [a, b, c] = LABELS.map(() => random() ** 2);
  const sum = (a ?? 0) + (b ?? 0) + (c ?? 0);
  const probabilities = {
    positive: (a ?? 0) / sum,
    neutral: (b ?? 0) / sum,
    negative: (c ?? 0) / sum,
  };
  return {
    id,
    revision: 1,
    verdict: verdictFrom(probabilities, 0.45),
    model: 'bench',
    promptVersion: 'v1',
    truncated: false,
    judgedAt: createdAt + 900,
  };
}
