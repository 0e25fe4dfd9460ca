// The daily report of a server, for the readers of one channel.
import type { Client } from 'discord.js';
import type { Clock } from '../../clock.ts';
import { namesIn } from '../../discord/names.ts';
import { withDeadline } from '../../flow/aborting.ts';
import type { GuildId, MessageId } from '../../ids.ts';
import type { Writer } from '../../llm/writer.ts';
import type { Locale } from '../../locale.ts';
import type { Log } from '../../log.ts';
import type { DailyFacts } from '../../mood/daily.ts';
import { citedIn, withoutGone } from '../../mood/prune.ts';
import type { Label } from '../../mood/verdict.ts';
import { MINUTE, type Window } from '../../mood/window.ts';
import type { Painter } from '../../report/charts/painter.ts';
import { DETAILS, type Detail } from '../../report/detail.ts';
import { dailyMessage } from '../../report/dailyMessage.ts';
import type { ReportMessage } from '../../report/message.ts';
import type { Store } from '../../store/store.ts';
import type { Audience } from '../../figures/talk.ts';
import { illustrated } from '../pictures.ts';
import { gatherDaily } from './gather.ts';

export interface Dailies {
  /** `signal` stops the model's part, which is bounded in any case. */
  facts(about: DailyAbout, signal: AbortSignal): Promise<DailyFacts>;
  /** The text of the report, with the cited messages as they are now; `id` stands in its footer. */
  message(facts: DailyFacts, about: DailyAbout, id: string, detail: Detail): Promise<ReportMessage>;
  /** As posts, fullest first, with charts as far as they can be drawn; bare figures have none. */
  forms(facts: DailyFacts, about: DailyAbout, id: string): (() => Promise<ReportMessage>)[];
}

interface DailyAbout extends Pick<Audience, 'isReadable'> {
  readonly guildId: GuildId;
  /** DAILY_DAYS of them, oldest first, the reported one last: local days, or spans of 24 hours. */
  readonly days: readonly Window[];
  readonly locale: Locale;
  readonly timeZone: string;
  /** Posted after its time. */
  readonly late: boolean;
}

export interface DailiesOptions {
  readonly client: Client;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Null: without the words of a model. */
  readonly writer: Writer | null;
  /** None: without charts. */
  readonly painter?: Painter;
}

/** What a report compares its day with, the day included. */
export const DAILY_DAYS = 30;
/** What the model may take for one report; it stands back for chat meanwhile. */
const BUDGET = 3 * MINUTE;

export function createDailies({ client, store, clock, log, writer, painter }: DailiesOptions): Dailies {
  const message: Dailies['message'] = async (facts, about, id, detail) => {
    const { guildId, isReadable, locale, timeZone } = about;
    const cited = await Promise.all(citedIn(facts).map((one) => store.messages.get(one.id)));
    const labels = new Map<MessageId, Label>();
    const texts = new Map<MessageId, string>();
    for (const one of cited) {
      if (!one?.verdict || !isReadable(one.channelId)) continue;
      // A quote whose verdict was corrected is no example any more.
      labels.set(one.id, one.corrected ?? one.verdict.label);
      if (one.content !== null) texts.set(one.id, one.content);
    }
    const shown = withoutGone(facts, ({ id: messageId }) => labels.get(messageId) ?? null);
    return dailyMessage(shown, { locale, timeZone, id, guildId, texts, detail });
  };

  return {
    async facts({ guildId, days, isReadable, late }, signal) {
      const names = namesIn(client.guilds.cache.get(guildId));
      const asked = { guildId, days, now: clock.now(), isReadable, names, late };
      const budget = { ms: BUDGET, clock, signal, late: () => new Error('the time for one report is up') };
      return withDeadline(budget, (until) => gatherDaily({ store, writer, log }, asked, until));
    },

    message,

    forms: (facts, about, id) =>
      DETAILS.map((detail) => async () => {
        const plain = await message(facts, about, id, detail);
        const { days, locale, timeZone } = about;
        const isDrawn = painter !== undefined && detail !== 'figures';
        return isDrawn ? illustrated(painter, plain, facts, days, { locale, timeZone }) : plain;
      }),
  };
}
