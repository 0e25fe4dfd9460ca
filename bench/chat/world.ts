// The small server that the bench talks on: four channels, two days of judged messages, and one evening that went wrong.
import type { Clock } from '../../src/clock.ts';
import {
  channelId,
  guildId,
  messageId,
  snowflakeAt,
  userId,
  type ChannelId,
  type GuildId,
} from '../../src/ids.ts';
import { verdictFrom, type Label, type Verdict } from '../../src/mood/verdict.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';
import { createWatcher } from '../../src/pipeline/watcher.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Incident, NewMessage, Store } from '../../src/store/store.ts';
import { randomFrom, type Random } from '../spike/generator.ts';

export interface World {
  readonly store: Store;
  /** Stands still, at the end of the two days. */
  readonly clock: Clock;
  readonly guildId: GuildId;
  readonly channels: readonly { readonly id: ChannelId; readonly name: string }[];
  close(): Promise<void>;
}

/** A Friday evening, UTC. */
const NOW = Date.UTC(2026, 10, 27, 20);
/** When the evening went wrong, and for how long. */
const WRONG = { from: NOW - DAY - 4 * HOUR, to: NOW - DAY - 2 * HOUR, channel: '開團' } as const;
const PEOPLE = 14;

type Texts = Readonly<Record<Label, readonly string[]>>;

const SAID: Readonly<Record<string, { readonly perHour: number; readonly texts: Texts }>> = {
  general: {
    perHour: 6,
    texts: {
      positive: [
        'the new emotes are great',
        'welcome to the server!',
        'that photo made my day',
        'thanks for the help',
      ],
      neutral: [
        'is the server meeting on sunday?',
        'brb, dinner',
        'which channel is for photos?',
        'the bot was updated',
      ],
      negative: [
        'the login is slow again',
        'i had a rough day at work',
        'somebody took my seat on the train',
      ],
    },
  },
  trading: {
    perHour: 4,
    texts: {
      positive: ['sold the lantern for a good price', 'nice trade, thank you', 'the market is fun today'],
      neutral: ['looking for two silver keys', 'what is a rune worth now?', 'i buy wood and rope'],
      negative: ['the fee went up again, annoying', 'he did not show up for the trade'],
    },
  },
  闲聊: {
    perHour: 5,
    texts: {
      positive: ['周末去爬山，开心', '新的奶茶真好喝', '谢谢大家的推荐'],
      neutral: ['今晚有人看球吗', '哪里有好吃的面', '我先去洗澡了'],
      negative: ['加班到现在，好累', '地铁又坏了，真烦'],
    },
  },
  開團: {
    perHour: 3,
    texts: {
      positive: ['昨天打王好順，大家辛苦了', '新隊友很會打，讚', '終於過關了，開心'],
      neutral: ['今晚八點有人要一起嗎', '還缺一個補師', '記得先買藥水'],
      negative: ['伺服器延遲好嚴重', '又斷線了，氣死', '補師一直掉線，滅團三次', '延遲到不能玩，真的很煩'],
    },
  },
};

const GUILD = guildId.parse('910000000000000001');
const CHANNELS = Object.keys(SAID).map((name, i) => ({ id: channelId.parse(`92000000000000000${i}`), name }));

interface Spoken {
  readonly message: NewMessage;
  readonly verdict: Verdict;
}

const isWrong = (channel: string, at: number) =>
  channel === WRONG.channel && at >= WRONG.from && at < WRONG.to;

/** What was written in one hour in one channel. By night hardly anybody writes. */
function* spokenIn(hour: number, { id, name }: World['channels'][number], random: Random): Generator<Spoken> {
  const { perHour = 0, texts } = SAID[name] ?? {};
  if (!texts) return;
  const isNight = new Date(hour).getUTCHours() < 7;
  const many = isWrong(name, hour) ? perHour * 6 : isNight ? 1 : perHour;
  for (let i = 0; i < many; i++) {
    const at = hour + Math.floor((i + random()) * (HOUR / many));
    const share = random();
    const negative = isWrong(name, at) ? 0.75 : 0.15;
    const label =
      share < negative ? 'negative' : share < negative + 0.35 * (1 - negative) ? 'positive' : 'neutral';
    const content = texts[label][Math.floor(random() * texts[label].length)] ?? '';
    const authorId = userId.parse(String(Math.floor(random() * PEOPLE) + 1));
    const probabilities = { positive: 0.05, neutral: 0.05, negative: 0.05, [label]: 0.9 };
    yield {
      message: {
        id: messageId.parse(snowflakeAt(at)),
        guildId: GUILD,
        channelId: id,
        authorId,
        createdAt: at,
        content,
      },
      verdict: verdictFrom(probabilities, 0.5),
    };
  }
}

function spoken(): Spoken[] {
  const random = randomFrom(18);
  const hours = Array.from({ length: (2 * DAY) / HOUR }, (_, i) => NOW - 2 * DAY + i * HOUR);
  return hours
    .flatMap((hour) => CHANNELS.flatMap((channel) => [...spokenIn(hour, channel, random)]))
    .sort((one, other) => one.message.createdAt - other.message.createdAt)
    .map((one, i) => ({ ...one, message: { ...one.message, id: withSerial(one.message.id, i) } }));
}

/** Two channels may be written in at one moment. */
const withSerial = (id: string, serial: number) => messageId.parse((BigInt(id) + BigInt(serial)).toString());

/** In memory. The incident is the one that the bot's own watcher sees in those messages. */
export async function openWorld(): Promise<World> {
  const store = openSqliteStore(':memory:', { storeContent: true });
  let now = NOW - 2 * DAY;
  const clock: Clock = { now: () => now, wait: () => Promise.reject(new Error('Time stands still here.')) };
  const watcher = createWatcher({ store, clock, alerts: incidentsOf(store) });
  for (const { message, verdict } of spoken()) {
    now = message.createdAt;
    await watcher.settle();
    await store.intake.add([message]);
    const judgedBy = { model: 'bench', promptVersion: '1', truncated: false, judgedAt: now };
    await store.queue.tag([{ id: message.id, revision: 1, verdict, ...judgedBy }]);
    const stored = await store.messages.get(message.id);
    if (stored) await watcher.see(stored, verdict);
  }
  now = NOW;
  await watcher.settle();
  return { store, clock, guildId: GUILD, channels: CHANNELS, close: () => store.close() };
}

/** Alerts that are kept and posted nowhere. */
function incidentsOf({ incidents }: Store): Parameters<typeof createWatcher>[0]['alerts'] {
  return {
    async raise({ guildId, channelId, createdAt }, evidence) {
      const { incident, fresh } = await incidents.open({ guildId, channelId, openedAt: createdAt, evidence });
      if (!fresh) await incidents.update(incident.id, evidence);
    },
    async resolve({ id, revision }: Incident, at: number) {
      const event = { act: 'resolved', at, by: null } as const;
      await incidents.change(id, revision, { state: 'resolved', resolvedAt: at }, event);
    },
  };
}
