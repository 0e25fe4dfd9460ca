// A verdict that a moderator corrected is quoted in no daily report, even where it was corrected after the facts.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { guildId, type MessageId } from '../../../src/ids.ts';
import { silentLog } from '../../../src/log.ts';
import { DAY } from '../../../src/mood/window.ts';
import { createDailies, type Dailies } from '../../../src/pipeline/daily/report.ts';
import { openStage, type Stage } from '../../commands/stage.ts';
import { say } from '../../jobs/talk.ts';

let stage: Stage;
let dailies: Dailies;
let said: MessageId[];
beforeEach(async () => {
  stage = await openStage();
  const { client, store, clock, people, channels } = stage;
  dailies = createDailies({ client, store, clock, log: silentLog, writer: null });
  const complain = (who: string, text: string) => say(stage, who, channels.general, text, 'negative', 60);
  said = [
    await complain(people.ann, 'The login fails with error 503'),
    await complain(people.ben, 'refunds never arrive on time'),
    await complain(people.lin, 'servers lag all evening long'),
  ];
});
afterEach(() => stage.close());

it('a corrected verdict is no quote', async () => {
  const { store, clock, guild } = stage;
  const about = {
    guildId: guildId.parse(guild),
    days: [{ from: clock.now() - DAY, to: clock.now() }],
    late: false,
    timeZone: 'UTC',
    locale: 'en' as const,
    isReadable: () => true,
  };
  await store.corrections.set(said[0]!, 1, 'neutral');
  const facts = await dailies.facts(about, new AbortController().signal);
  expect(facts.counts).toMatchObject({ total: 3, negative: 3 });
  expect(facts.quotes.negative.map(({ id }) => id).toSorted()).toEqual([said[1], said[2]].toSorted());
  await store.corrections.set(said[1]!, 1, 'neutral');
  const text = JSON.stringify(await dailies.message(facts, about, 'X', 'quotes'));
  expect(text).toContain('servers lag all evening');
  expect(text).not.toContain('refunds never');
});
