// What the bot reads, from the gateway to the store: real events on the local server, and a server that transcribes.
import { Events } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { createDownload } from '../../src/discord/downloads.ts';
import type { EventContext } from '../../src/events/event.ts';
import { messageCreate } from '../../src/events/messageCreate.ts';
import { messageDelete } from '../../src/events/messageDelete.ts';
import { guildId, messageId } from '../../src/ids.ts';
import { createSpeech } from '../../src/llm/speech.ts';
import { createHearing, DEAF } from '../../src/pipeline/hearing.ts';
import { createIntake, type Intake } from '../../src/pipeline/intake.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import type { StoredMessage } from '../../src/store/store.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { startSpeechServer, type SpeechServer } from '../support/speechServer.ts';
import { hearingLog, type Words } from './words.ts';

export interface ReadingStage extends Stage {
  readonly speech: SpeechServer;
  readonly log: Words;
  intake(): Intake;
  /** The program ends and starts again, where `isDeaf` without a server that transcribes. */
  restart(options?: { isDeaf?: boolean }): Promise<void>;
  /** Resolves when the bot has dealt with everything up to now. */
  settled(): Promise<void>;
  /** Ann writes in #general. */
  post(content: string, more?: object, who?: string): Promise<APIMessage>;
  held(message: Pick<APIMessage, 'id'>): Promise<StoredMessage | null>;
}

export async function openReadingStage(): Promise<ReadingStage> {
  const stage = await openStage();
  const speech = await startSpeechServer();
  const log = hearingLog();
  const { client, store, clock, background, acting, people, channels, apiUrl } = stage;
  /** What was done with each event, so that a test can wait for all of it. */
  const handled: Promise<unknown>[] = [];
  let stopping = new AbortController();
  let intake: Intake;

  function start(isDeaf: boolean): void {
    stopping = new AbortController();
    const download = createDownload({ fetch, apiUrl, clock });
    const options = {
      url: speech.url,
      apiKey: undefined,
      model: 'whisper-1',
      timeoutMs: 60_000,
      clock,
      fetch,
    };
    const hearing = createHearing({ speech: createSpeech(options), download, longest: 120, log });
    intake = createIntake({
      ...{ store, background, clock, log, signal: stopping.signal },
      hearing: isDeaf ? DEAF : hearing,
      consider: () => Promise.resolve(),
      wake: () => undefined,
      onGap: () => undefined,
    });
  }
  await store.settings.update(guildId.parse(stage.guild), () => ({ ...DEFAULT_SETTINGS, locale: 'zh-TW' }));
  start(false);
  const context = () =>
    ({ intake, replies: { removed: () => Promise.resolve() } }) as unknown as EventContext;
  client.on(Events.MessageCreate, (one) => handled.push(messageCreate.run(context(), one)));
  client.on(Events.MessageDelete, (one) => handled.push(messageDelete.run(context(), one)));

  return {
    ...stage,
    speech,
    log,
    intake: () => intake,
    async restart({ isDeaf = false } = {}) {
      stopping.abort();
      await background.settled();
      start(isDeaf);
    },
    async settled() {
      const seen = new Set<string>();
      let look = () => {};
      client.on(Events.MessageCreate, ({ id }) => {
        seen.add(id);
        look();
      });
      const { id } = await acting.post(people.owner, channels.offtopic, 'a marker');
      await new Promise<void>((resolve) => {
        look = () => {
          if (seen.has(id)) resolve();
        };
        look();
      });
      await Promise.all(handled);
      await background.settled();
    },
    post: (content, more = {}, who = people.ann) => acting.post(who, channels.general, content, more),
    held: ({ id }) => store.messages.get(messageId.parse(id)),
    async close() {
      stopping.abort();
      await background.settled();
      await stage.close();
      await speech.close();
    },
  };
}
